// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * The metric that the scaler serves, in the model: the same {@link Foresight} as in production, on
 * the history that it would have at each moment.
 */
public final class Ahead implements Run.Metric {

  private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");

  private final double[] load;
  private final Plan plan;
  private Foresight foresight = new Foresight.Blind("nothing is learnt yet");
  private int learntAt = -1;

  /**
   * How the forecast is made.
   *
   * @param lead how far ahead replicas are asked for
   * @param quantile of the forecast
   * @param history values that are learnt from, one a step
   * @param step ticks between them
   * @param season steps
   * @param renewal steps between forecasts
   */
  public record Plan(
      Duration lead, double quantile, int history, int step, int season, int renewal) {

    /**
     * The scaler's defaults, four weeks in steps of ten minutes, but a forecast every half hour
     * only: that is quicker, and no better.
     */
    public static Plan forStartUp(Duration startUp) {
      return new Plan(startUp.plus(Duration.ofMinutes(2)), 0.9, 28 * 144, 40, 144, 3);
    }

    public Plan withQuantile(double value) {
      return new Plan(lead, value, history, step, season, renewal);
    }
  }

  /** The load is only looked at as far as it has passed. */
  public Ahead(double[] load, Plan plan) {
    this.load = load.clone();
    this.plan = plan;
  }

  @Override
  public double at(int tick, double current) {
    int end = tick / plan.step() * plan.step();
    if (learntAt < 0 || end - learntAt >= plan.renewal() * plan.step()) {
      foresight = learnt(end);
      learntAt = end;
    }
    return foresight.within(plan.lead(), time(tick), plan.quantile(), current).value();
  }

  private Foresight learnt(int end) {
    int values = Math.min(plan.history(), end / plan.step() + 1);
    double[] history = new double[values];
    Arrays.setAll(history, i -> peak(end - (values - 1 - i) * plan.step()));
    Duration step = Setting.TICK.multipliedBy(plan.step());
    int horizon = plan.renewal() + (int) Math.ceilDiv(plan.lead().toMillis(), step.toMillis()) + 1;
    return Foresight.of(history, time(end), step, plan.season(), horizon);
  }

  /** The highest value of the step that ends here, looked at once a minute. */
  private double peak(int end) {
    double highest = 0;
    for (int t = end; t > end - plan.step() && t >= 0; t -= Setting.TICKS_A_MINUTE) {
      highest = Math.max(highest, Run.measured(load, t));
    }
    return highest;
  }

  private static Instant time(int tick) {
    return MONDAY.plus(Setting.TICK.multipliedBy(tick));
  }
}
