// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.change;

import dev.ballast.model.Names;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that was changed on purpose, as it was announced or seen. What is not known is the
 * empty text.
 *
 * @param id given by the source; the same id is the same change
 * @param at when it took effect, as far as the source knows
 * @param service whom it is about; empty when it is about no single one
 * @param from the version, setting or number before
 * @param to the same after
 * @param region where; empty for everywhere or not said
 * @param author who did it
 * @param url where to read more, http or https
 * @param source who says so, such as {@code telemetry}, {@code rollout}, {@code github}
 * @param diff words of what was changed: commit messages, files, keys
 */
public record Change(
    String id,
    Instant at,
    Kind kind,
    String service,
    String from,
    String to,
    String region,
    String summary,
    String author,
    String url,
    String source,
    String diff) {

  public static final int LONGEST_ID = 400;
  public static final int LONGEST_NAME = 240;
  public static final int LONGEST_SUMMARY = 500;
  public static final int LONGEST_URL = 1000;
  public static final int LONGEST_DIFF = 5000;

  /** What kind of thing was changed. */
  public enum Kind {
    DEPLOY("deployed"),
    ROLLBACK("rolled_back"),
    CONFIG("configured"),
    FLAG("flagged"),
    /** A fault that was injected to learn from it. */
    CHAOS("injected"),
    SCALE("scaled"),
    /** A service sends many more series than before. */
    CARDINALITY("grew"),
    OTHER("noted");

    private final String past;

    Kind(String past) {
      this.past = past;
    }

    /** As it is written everywhere outside. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The last part of the event's name. */
    String past() {
      return past;
    }

    public static Optional<Kind> of(String word) {
      return Arrays.stream(values()).filter(k -> k.word().equals(word)).findFirst();
    }
  }

  public Change {
    id = checked("id", id, 1, LONGEST_ID);
    service = checked("service", service, 0, LONGEST_NAME);
    if (!service.isEmpty() && !Names.isValid(service)) {
      throw new IllegalArgumentException("service: no name (expected: " + Names.RULE + ")");
    }
    from = checked("from", from, 0, LONGEST_NAME);
    to = checked("to", to, 0, LONGEST_NAME);
    region = checked("region", region, 0, LONGEST_NAME);
    summary = checked("summary", summary, 1, LONGEST_SUMMARY);
    author = checked("author", author, 0, LONGEST_NAME);
    url = checked("url", url, 0, LONGEST_URL);
    source = checked("source", source, 1, LONGEST_NAME);
    if (diff.length() > LONGEST_DIFF) {
      throw new IllegalArgumentException(
          "diff: %d characters (expected: at most %d)".formatted(diff.length(), LONGEST_DIFF));
    }
  }

  /** Whether it puts another version, or one that was there before, into service. */
  public boolean isRelease() {
    return kind == Kind.DEPLOY || kind == Kind.ROLLBACK;
  }

  /** Whether both say the same of the same thing, whenever and however they were told. */
  public boolean sameAs(Change other) {
    return id.equals(other.id)
        && kind == other.kind
        && service.equals(other.service)
        && from.equals(other.from)
        && to.equals(other.to)
        && region.equals(other.region)
        && summary.equals(other.summary);
  }

  private static String checked(String what, String text, int least, int most) {
    if (text.length() < least
        || text.length() > most
        || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "%s: %d characters (expected: %d to %d, no control characters)"
              .formatted(what, text.length(), least, most));
    }
    return text;
  }
}
