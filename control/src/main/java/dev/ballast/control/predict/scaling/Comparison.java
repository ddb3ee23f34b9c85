// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.scaling;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The same load under four rules.
 *
 * @param reactive the autoscaler on the load of now
 * @param ahead the autoscaler on the forecast
 * @param padded the autoscaler on the load of now, with as much more headroom as scaling ahead
 *     costs: the same money spent without a forecast
 * @param perfect the autoscaler on the true future: what no forecast can beat
 */
public record Comparison(
    Traffic traffic,
    long seed,
    Run.Outcome reactive,
    Run.Outcome ahead,
    Run.Outcome padded,
    Run.Outcome perfect) {

  private static final int HISTORY = 28;
  private static final int TICKS_A_DAY = 5760;

  /** Four weeks of history from a Monday on, then so many days, of which the first is a Monday. */
  public static Comparison of(
      Traffic traffic, long seed, int days, Setting setting, Ahead.Plan plan) {
    double[] load =
        traffic.load(HISTORY + days, new SplittableRandom(31 * seed + traffic.name().hashCode()));
    int from = HISTORY * TICKS_A_DAY;
    int lead = (int) (plan.lead().toMillis() / Setting.TICK.toMillis());
    Run.Metric perfect =
        (tick, current) ->
            Math.max(
                current,
                Arrays.stream(load, tick, Math.min(load.length, tick + lead)).max().orElse(0));
    Run.Outcome reactive = Run.of(load, from, setting, Run.REACTIVE);
    Run.Outcome ahead = Run.of(load, from, setting, new Ahead(load, plan));
    Setting generous =
        setting.withTarget(setting.target() * reactive.replicaHours() / ahead.replicaHours());
    return new Comparison(
        traffic,
        seed,
        reactive,
        ahead,
        Run.of(load, from, generous, Run.REACTIVE),
        Run.of(load, from, setting, perfect));
  }

  /** What scaling ahead costs, as a multiple of the reactive rule's cost. */
  public double cost() {
    return ahead.replicaHours() / reactive.replicaHours();
  }
}
