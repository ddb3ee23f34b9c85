// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.sites;

import dev.ballast.ledger.merge.SkewGate.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The most exact measurements of one peer's clock. Beats that were under way during a cut arrive in
 * a crowd when it heals and say nearly nothing; they must not push out what was known before.
 */
final class ClockSamples {

  private static final int MOST = 8;

  /** The fastest that a clock is slewed (adjtime): 500 ppm. What was measured grows less exact. */
  private static final int DRIFT_DIVISOR = 2000;

  private final List<Taken> taken = new ArrayList<>();
  private @Nullable Sample newest;

  private record Taken(Sample sample, Instant at) {

    Sample grown(Instant now) {
      Duration age = Duration.between(at, now).abs();
      return new Sample(
          sample.peer(), sample.offset(), sample.error().plus(age.dividedBy(DRIFT_DIVISOR)));
    }
  }

  /** One that contradicts what is known tells that a clock was set: only it counts from now on. */
  void add(Sample sample, Instant now) {
    if (taken.stream().anyMatch(one -> contradict(one.grown(now), sample))) {
      taken.clear();
    }
    taken.add(new Taken(sample, now));
    newest = sample;
    if (taken.size() > MOST) {
      taken.stream()
          .max(Comparator.comparing(one -> one.grown(now).error()))
          .ifPresent(taken::remove);
    }
  }

  /** What they are worth now. */
  List<Sample> at(Instant now) {
    return taken.stream().map(one -> one.grown(now)).toList();
  }

  @Nullable Sample newest() {
    return newest;
  }

  private static boolean contradict(Sample a, Sample b) {
    return a.offset().minus(b.offset()).abs().compareTo(a.error().plus(b.error())) > 0;
  }
}
