// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos.load;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The moments at which requests begin, phase after phase, in nanoseconds since the start: evenly
 * spread, or as a Poisson process whose rate is the phase's (unit-rate arrivals put through the
 * inverse of the expected count).
 */
public final class Arrivals {

  /** There are no more. */
  public static final long OVER = -1;

  /** Of a request: what rounding may add to a phase's count. */
  private static final double ROUNDING = 1e-6;

  private final List<Phase> phases;
  private final Optional<RandomGenerator> random;

  private int phase;
  private double before;
  private double beganSeconds;
  private double next;

  private Arrivals(List<Phase> phases, Optional<RandomGenerator> random) {
    if (phases.isEmpty()) {
      throw new IllegalArgumentException("no phases (expected: at least one)");
    }
    this.phases = List.copyOf(phases);
    this.random = random;
    this.next = random.map(Arrivals::gap).orElse(0.0);
  }

  /** The same distance between neighbours while the rate stays. */
  public static Arrivals even(List<Phase> phases) {
    return new Arrivals(phases, Optional.empty());
  }

  /** As many independent users make them. */
  public static Arrivals poisson(List<Phase> phases, RandomGenerator random) {
    return new Arrivals(phases, Optional.of(random));
  }

  /** How many are expected in all; of even ones it is the number, rounded up. */
  public static double expected(List<Phase> phases) {
    return phases.stream().mapToDouble(p -> p.count(p.seconds())).sum();
  }

  /** The highest rate, a second. */
  public static double peak(List<Phase> phases) {
    return phases.stream().mapToDouble(p -> Math.max(p.from(), p.to())).max().orElse(0);
  }

  public static Duration length(List<Phase> phases) {
    return phases.stream().map(Phase::length).reduce(Duration.ZERO, Duration::plus);
  }

  /** The next one, never before the last, or {@link #OVER}. */
  public long next() {
    while (phase < phases.size()) {
      Phase now = phases.get(phase);
      double count = now.count(now.seconds());
      if (next - before < count - ROUNDING) {
        double second = beganSeconds + now.secondOf(next - before);
        next += random.map(Arrivals::gap).orElse(1.0);
        return Math.round(second * 1e9);
      }
      before += count;
      beganSeconds += now.seconds();
      phase++;
    }
    return OVER;
  }

  private static double gap(RandomGenerator random) {
    return random.nextExponential();
  }
}
