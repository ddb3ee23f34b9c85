// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why, as far as is known.
 *
 * @param text one sentence; while nothing is explained, it says what was checked
 * @param causes the best first, at most {@value #MOST_CAUSES}; the first is the cause only when the
 *     verdict is {@link Verdict#NAMED}
 * @param blind what could not be looked at, such as {@code no traces}
 * @param at when it was worked out; {@link Instant#EPOCH} before the first time
 */
public record Explanation(
    Verdict verdict,
    String text,
    List<RootCause> causes,
    List<Cleared> cleared,
    List<String> blind,
    Instant at) {

  public static final int MOST_CAUSES = 5;

  public static final Explanation PENDING =
      new Explanation(
          Verdict.PENDING, "not looked into yet", List.of(), List.of(), List.of(), Instant.EPOCH);

  /** Whether somebody is named. */
  public enum Verdict {
    /** Nobody has looked yet. */
    PENDING,
    NAMED,
    /** What was seen is no more than any normal window shows; nobody is accused. */
    UNEXPLAINED
  }

  public Explanation {
    if (causes.size() > MOST_CAUSES) {
      throw new IllegalArgumentException(
          "causes: " + causes.size() + " (expected: at most " + MOST_CAUSES + ")");
    }
    if (verdict == Verdict.NAMED && causes.isEmpty()) {
      throw new IllegalArgumentException("verdict: NAMED (expected: a cause)");
    }
    causes = List.copyOf(causes);
    cleared = List.copyOf(cleared);
    blind = List.copyOf(blind);
  }

  /** The cause, when one is named. */
  public Optional<RootCause> cause() {
    return verdict == Verdict.NAMED ? Optional.of(causes.getFirst()) : Optional.empty();
  }

  /** The ids of all evidence that it cites. */
  public Stream<String> cited() {
    return Stream.of(
            causes.stream().map(RootCause::evidence),
            causes.stream().map(RootCause::counterEvidence),
            causes.stream().flatMap(cause -> cause.path().stream()).map(Hop::evidence),
            cleared.stream().map(Cleared::evidence))
        .flatMap(lists -> lists)
        .flatMap(List::stream);
  }
}
