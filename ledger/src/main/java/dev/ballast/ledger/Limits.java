// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger;

import dev.ballast.model.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What every ledger accepts, the same for all implementations. Sizes are UTF-8 bytes; whatever is
 * larger is refused with an {@link IllegalArgumentException} before anything is written.
 */
public final class Limits {

  public static final int NAME = 256;
  public static final int TEXT = 16 * 1024;
  public static final int ATTRIBUTES = 64;
  public static final int DOCUMENT = 1024 * 1024;
  public static final Duration LEASE = Duration.ofDays(7);

  private static final Pattern EVENT_NAME = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)*");
  private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9._-]*");

  private Limits() {}

  public static void check(Event event) {
    name("event.name", event.name());
    if (!EVENT_NAME.matcher(event.name()).matches()) {
      throw refused("event.name", event.name(), "dotted lower-case words such as health.changed");
    }
    atMost("event.subject", event.subject(), NAME);
    atMost("event.actor", event.actor(), NAME);
    atMost("event.text", event.text(), TEXT);
    if (event.attributes().size() > ATTRIBUTES) {
      throw refused("event.attributes", event.attributes().size(), "at most " + ATTRIBUTES);
    }
    for (Map.Entry<String, String> attribute : event.attributes().entrySet()) {
      name("event.attributes key", attribute.getKey());
      atMost("event.attributes." + attribute.getKey(), attribute.getValue(), TEXT);
    }
    if (event.sequence() != 0) {
      throw refused("event.sequence", event.sequence(), "0, the ledger gives it");
    }
  }

  public static void checkKind(String kind) {
    name("document.kind", kind);
    if (!KIND.matcher(kind).matches()) {
      throw refused("document.kind", kind, "lower-case letters, digits, '.', '_', '-'");
    }
  }

  public static void checkDocument(String kind, String key, String content) {
    checkKind(kind);
    name("document.key", key);
    atMost("document " + kind + "/" + key, content, DOCUMENT);
  }

  /** A name: 1 to {@value #NAME} bytes, no control characters. */
  public static void name(String what, String value) {
    if (value.isEmpty()) {
      throw refused(what, "\"\"", "not empty");
    }
    atMost(what, value, NAME);
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw refused(what, value.replaceAll("\\p{Cntrl}", "?"), "no control characters");
    }
  }

  public static void atMost(String what, String value, int bytes) {
    int length = value.length() > bytes ? value.length() : utf8Length(value);
    if (length > bytes) {
      throw refused(what, length + " bytes", "at most " + bytes);
    }
  }

  /**
   * As much of a text as {@link #TEXT} admits, whatever the alphabet; the end of a cut one says so.
   */
  public static String cut(String text) {
    return cut(text, TEXT / 3);
  }

  /** At most so many characters; no character is cut in two. */
  public static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
    return text.substring(0, end) + "…";
  }

  public static void lease(Duration lease) {
    if (lease.isNegative() || lease.isZero() || lease.compareTo(LEASE) > 0) {
      throw refused("lease", lease, "over 0 and at most " + LEASE);
    }
  }

  private static int utf8Length(String value) {
    return value.getBytes(StandardCharsets.UTF_8).length;
  }

  private static IllegalArgumentException refused(String what, Object value, String rule) {
    return new IllegalArgumentException(what + ": " + value + " (expected: " + rule + ")");
  }
}
