// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.request;

import com.google.re2j.Pattern;
import dev.ballast.mesh.gate.CallView;
import java.util.List;
import java.util.Locale;

/**
 * Which requests a fault is about; all conditions must hold.
 *
 * @param source the caller; empty for any
 * @param version that answered; empty for any. Known from the response on
 * @param method empty for any
 */
public record RequestMatch(
    String source, String version, String method, Text path, List<Header> headers) {

  public static final RequestMatch ALL =
      new RequestMatch("", "", "", new Text(Text.Kind.ANY, ""), List.of());

  private static final int LONGEST_PATTERN = 500;

  public RequestMatch {
    headers = List.copyOf(headers);
  }

  /** A condition on a header; names in any case. */
  public record Header(String name, Text value) {
    public Header {
      name = name.toLowerCase(Locale.ROOT);
    }
  }

  /** A condition on a text that is there. */
  public record Text(Kind kind, String value, Pattern pattern) {

    /** How it is compared. */
    public enum Kind {
      ANY,
      EXACT,
      PREFIX,
      REGEX
    }

    public Text(Kind kind, String value) {
      this(kind, value, Pattern.compile(kind == Kind.REGEX ? checked(value) : ""));
    }

    public boolean holds(String text) {
      return switch (kind) {
        case ANY -> true;
        case EXACT -> text.equals(value);
        case PREFIX -> text.startsWith(value);
        case REGEX -> pattern.matches(text);
      };
    }

    private static String checked(String regex) {
      if (regex.length() > LONGEST_PATTERN) {
        throw new IllegalArgumentException(
            "regex: " + regex.length() + " characters (expected: <= " + LONGEST_PATTERN + ")");
      }
      return regex;
    }
  }

  /** The path is compared without its query. */
  public boolean holds(CallView call) {
    return (source.isEmpty() || source.equals(call.source()))
        && (version.isEmpty() || version.equals(call.version()))
        && (method.isEmpty() || method.equals(call.method()))
        && (path.kind() == Text.Kind.ANY || path.holds(bare(call.path())))
        && headersHold(call);
  }

  private boolean headersHold(CallView call) {
    for (Header header : headers) {
      String value = call.header(header.name());
      if (value == null || !header.value().holds(value)) {
        return false;
      }
    }
    return true;
  }

  private static String bare(String path) {
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }
}
