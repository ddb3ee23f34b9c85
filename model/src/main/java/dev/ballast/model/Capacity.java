// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.util.List;

/** Something that can run out: what is measured, how much there is, and how long more takes. */
public record Capacity(
    CapacityName name,
    ServiceName service,
    Measure measure,
    Limit limit,
    Timing timing,
    Response response) {

  /** Which value stands for a step, since a mean hides the peak that breaks things. */
  public enum Peak {
    MAX,
    P99,
    P95,
    MEAN
  }

  /**
   * What is measured.
   *
   * @param query PromQL of the usage; each series that it returns is judged by itself
   * @param dataSource the name of a DataSource; empty for the default one
   * @param unit for people, such as {@code percent}, {@code bytes}; may be empty
   */
  public record Measure(String query, String dataSource, String unit, Peak peak) {}

  /**
   * How much there is.
   *
   * @param at the usage that is too much, when reached
   * @param least what no usage can fall below; negative infinity when unknown
   * @param most what no usage can exceed; infinity when unknown
   * @param breaches so many steps at or above the limit are a breach
   * @param of among so many in a row
   */
  public record Limit(double at, double least, double most, int breaches, int of) {

    public Limit {
      if (!Double.isFinite(at) || !(least < most) || at <= least || at > most) {
        throw new IllegalArgumentException(
            "limit: %s of %s to %s (expected: above least, at most most)"
                .formatted(at, least, most));
      }
      if (breaches < 1 || breaches > of) {
        throw new IllegalArgumentException(
            "consecutive: " + breaches + " of " + of + " (expected: 1 <= k <= n)");
      }
    }

    /** Reached once is breached, and nothing else is known. */
    public static Limit of(double at) {
      return new Limit(at, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1, 1);
    }

    public Limit withBounds(double newLeast, double newMost) {
      return new Limit(at, newLeast, newMost, breaches, of);
    }

    public Limit withConsecutive(int newBreaches, int newOf) {
      return new Limit(at, least, most, newBreaches, newOf);
    }
  }

  /**
   * The times that matter, as written, before any scaling by the demo.
   *
   * @param leadTime from the decision until there is more
   * @param safety how much earlier to decide than the lead time asks for
   * @param step how long one value stands for
   * @param horizon how far ahead to look
   * @param history how far back
   */
  public record Timing(
      Duration leadTime, Duration safety, Duration step, Duration horizon, Duration history) {

    private static final List<Duration> STEPS =
        List.of(
            Duration.ofDays(1),
            Duration.ofHours(6),
            Duration.ofHours(1),
            Duration.ofMinutes(15),
            Duration.ofMinutes(5),
            Duration.ofMinutes(1));

    private static final int STEPS_TO_DECISION = 8;
    private static final Duration SOME_SEASONS = Duration.ofDays(14);
    private static final int MANY_STEPS = 2016;

    /** A week of lead time. */
    public static final Timing DEFAULT = forLeadTime(Duration.ofDays(7));

    public Timing {
      if (!leadTime.isPositive() || safety.isNegative() || !step.isPositive()) {
        throw new IllegalArgumentException(
            "leadTime, safety, step: %s, %s, %s (expected: above 0, at least 0, above 0)"
                .formatted(leadTime, safety, step));
      }
      if (horizon.compareTo(leadTime.plus(safety)) < 0 || history.compareTo(step) < 0) {
        throw new IllegalArgumentException(
            "horizon, history: %s, %s (expected: at least leadTime and safety, at least a step)"
                .formatted(horizon, history));
      }
    }

    /** Everything else follows from the lead time. */
    public static Timing forLeadTime(Duration leadTime) {
      return forLeadTime(leadTime, leadTime.dividedBy(2));
    }

    private static Timing forLeadTime(Duration leadTime, Duration safety) {
      Duration decision = leadTime.plus(safety);
      Duration horizon = decision.multipliedBy(2);
      Duration step = stepFor(decision);
      return new Timing(leadTime, safety, step, horizon, historyFor(horizon, step));
    }

    /** Step, horizon and history follow. */
    public Timing withSafety(Duration value) {
      return forLeadTime(leadTime, value);
    }

    /** The history follows. */
    public Timing withStep(Duration value) {
      return new Timing(leadTime, safety, value, horizon, historyFor(horizon, value));
    }

    /** The history follows. */
    public Timing withHorizon(Duration value) {
      return new Timing(leadTime, safety, step, value, historyFor(value, step));
    }

    public Timing withHistory(Duration value) {
      return new Timing(leadTime, safety, step, horizon, value);
    }

    /** From now until it is too late to decide, with the safety. */
    public Duration decision() {
      return leadTime.plus(safety);
    }

    /** As time passes where it is scaled: everything divided, in whole milliseconds. */
    public Timing dividedBy(double scale) {
      return new Timing(
          divided(leadTime, scale),
          Duration.ofMillis(Math.round(safety.toMillis() / scale)),
          divided(step, scale),
          divided(leadTime, scale)
              .plus(Duration.ofMillis(Math.round(safety.toMillis() / scale)))
              .plus(divided(horizon.minus(decision()), scale)),
          divided(history, scale));
    }

    private static Duration divided(Duration duration, double scale) {
      return Duration.ofMillis(Math.max(1, Math.round(duration.toMillis() / scale)));
    }

    /** The longest that leaves some steps until the decision. */
    private static Duration stepFor(Duration decision) {
      return STEPS.stream()
          .filter(step -> step.multipliedBy(STEPS_TO_DECISION).compareTo(decision) <= 0)
          .findFirst()
          .orElse(STEPS.getLast());
    }

    /** Several horizons, and two weeks when they are not too many steps. */
    private static Duration historyFor(Duration horizon, Duration step) {
      Duration horizons = horizon.multipliedBy(5);
      Duration many = step.multipliedBy(MANY_STEPS);
      Duration seasons = many.compareTo(SOME_SEASONS) < 0 ? many : SOME_SEASONS;
      return horizons.compareTo(seasons) > 0 ? horizons : seasons;
    }
  }

  /**
   * What to do about it.
   *
   * @param actAt probability of a breach before more can be there from which on to act
   * @param clearAt probability below which an advice to act ends; at most {@code actAt}
   * @param action in words; may be empty
   * @param command to be run by people, never by Ballast; may be empty
   */
  public record Response(Ratio actAt, Ratio clearAt, String action, String command) {

    /** A breach costs several times what acting early does. */
    public static final Response DEFAULT = actingAt(new Ratio(0.2));

    public Response {
      if (clearAt.compareTo(actAt) > 0) {
        throw new IllegalArgumentException(
            "clearAt: " + clearAt + " (expected: at most actAt, " + actAt + ")");
      }
    }

    /** Cleared at half the probability. */
    public static Response actingAt(Ratio actAt) {
      return new Response(actAt, new Ratio(actAt.value() / 2), "", "");
    }

    public Response withClearAt(Ratio value) {
      return new Response(actAt, value, action, command);
    }

    public Response withAction(String newAction, String newCommand) {
      return new Response(actAt, clearAt, newAction, newCommand);
    }
  }
}
