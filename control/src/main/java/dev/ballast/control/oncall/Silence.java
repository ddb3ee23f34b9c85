// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.oncall;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Somebody's word that nobody is to be called for a time. It takes nothing off a page: what it
 * matches is shown, with who said so, why and until when.
 */
public record Silence(
    String id,
    List<Matcher> matchers,
    Instant startsAt,
    Instant endsAt,
    String createdBy,
    String comment) {

  /** What lasts longer is no silence but a decision: it belongs into the files. */
  public static final Duration LONGEST = Duration.ofDays(90);

  public static final int MOST_MATCHERS = 20;
  private static final int LONGEST_COMMENT = 1000;

  public Silence {
    matchers = List.copyOf(matchers);
    if (matchers.isEmpty() || matchers.size() > MOST_MATCHERS) {
      throw new IllegalArgumentException(
          "matchers: " + matchers.size() + " (expected: 1 to " + MOST_MATCHERS + ")");
    }
    if (matchers.stream().allMatch(matcher -> matcher.matches(Map.of()))) {
      throw new IllegalArgumentException(
          "matchers: "
              + matchers.stream().map(Matcher::text).toList()
              + " (expected: at least one that does not match the empty text)");
    }
    if (!endsAt.isAfter(startsAt) || Duration.between(startsAt, endsAt).compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "ends_at: "
              + endsAt
              + " (expected: after "
              + startsAt
              + ", by at most "
              + LONGEST.toDays()
              + " d)");
    }
    if (createdBy.isBlank() || comment.isBlank() || comment.length() > LONGEST_COMMENT) {
      throw new IllegalArgumentException(
          "comment: \""
              + comment
              + "\" (expected: why, in 1 to "
              + LONGEST_COMMENT
              + " characters)");
    }
  }

  public boolean isActive(Instant now) {
    return !now.isBefore(startsAt) && now.isBefore(endsAt);
  }

  public boolean matches(Map<String, String> labels) {
    return matchers.stream().allMatch(matcher -> matcher.matches(labels));
  }

  /** The same, at an end from now on. */
  public Silence endedAt(Instant now) {
    Instant start = startsAt.isBefore(now) ? startsAt : now.minusMillis(1);
    return new Silence(id, matchers, start, now, createdBy, comment);
  }

  /** What it is about, as it is written. */
  public String text() {
    return matchers.stream().map(Matcher::text).collect(Collectors.joining(", "));
  }
}
