// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Says by measured clocks whether the last write may win. Where clocks differ by more than the
 * bound, a write may lose to one that was made that much earlier, so it must not.
 *
 * @param alert the difference from which on somebody should look
 * @param bound the difference from which on last-writer-wins is refused
 */
public record SkewGate(Duration alert, Duration bound) {

  public static final SkewGate DEFAULT = new SkewGate(Duration.ofMillis(100), HybridClock.BOUND);

  public SkewGate {
    if (alert.isNegative() || alert.compareTo(bound) > 0) {
      throw new IllegalArgumentException(
          "alert: " + alert + " (expected: from 0 to the bound, " + bound + ")");
    }
  }

  /**
   * One question to a peer's clock, as NTP asks it.
   *
   * @param peer who was asked
   * @param offset the peer's clock less ours
   * @param error half of the round trip: the true offset is at most so far from the measured one
   */
  public record Sample(String peer, Duration offset, Duration error) {

    /** From our time of asking, the peer's of receiving and answering, and ours of the answer. */
    public static Sample of(String peer, long asked, long received, long answered, long back) {
      if (back < asked || answered < received) {
        throw new IllegalArgumentException(
            "times of %s: %d, %d, %d, %d (expected: no clock going back)"
                .formatted(peer, asked, received, answered, back));
      }
      long twice = (received - asked) + (answered - back);
      long trip = Math.max(0, (back - asked) - (answered - received));
      return new Sample(
          peer,
          Duration.ofMillis(1).multipliedBy(twice).dividedBy(2),
          Duration.ofMillis(1).multipliedBy(trip).dividedBy(2));
    }

    /** The largest difference that this measurement leaves possible. */
    public Duration atMost() {
      return offset.abs().plus(error);
    }
  }

  /** Whether the last write may win, and by what measurement. */
  public sealed interface Answer {

    record Allowed(Sample worst) implements Answer {}

    /** Still allowed, and worth an alert. */
    record Alert(Sample worst) implements Answer {}

    /** Refused: over the bound, or not shown to be within it. */
    record Refused(Sample worst, String why) implements Answer {}

    /** Nobody was measured: neither good nor bad, and no licence. */
    record NoData() implements Answer {}

    default boolean allowed() {
      return switch (this) {
        case Allowed _, Alert _ -> true;
        case Refused _, NoData _ -> false;
      };
    }
  }

  /** Judges by the most exact sample of each peer, which is the one with the shortest trip. */
  public Answer judge(List<Sample> samples) {
    List<Sample> best = new ArrayList<>();
    samples.stream().map(Sample::peer).distinct().forEach(peer -> best.add(best(peer, samples)));
    if (best.isEmpty()) {
      return new Answer.NoData();
    }
    Sample worst = best.stream().max(Comparator.comparing(Sample::atMost)).orElseThrow();
    if (worst.atMost().compareTo(bound) > 0) {
      return new Answer.Refused(worst, why(worst));
    }
    return worst.atMost().compareTo(alert) > 0
        ? new Answer.Alert(worst)
        : new Answer.Allowed(worst);
  }

  private static Sample best(String peer, List<Sample> samples) {
    return samples.stream()
        .filter(sample -> sample.peer().equals(peer))
        .min(Comparator.comparing(Sample::error))
        .orElseThrow();
  }

  private String why(Sample worst) {
    return "clock of %s: %d ms from ours, give or take %d (expected: surely within %d ms). Fix: %s"
        .formatted(
            worst.peer(),
            worst.offset().toMillis(),
            worst.error().toMillis(),
            bound.toMillis(),
            worst.offset().abs().compareTo(bound) > 0
                ? "set both clocks by NTP; until then use merges that need no clock"
                : "measure over a shorter path");
  }
}
