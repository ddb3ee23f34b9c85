// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.scaling;

/**
 * One service under one load with one way of asking for replicas.
 *
 * <p>Note. A discrete-time model in ticks of 15 s: the metric is the mean load of the last minute,
 * as {@code rate(…[1m])} gives it; a minute violates when at any of its ticks the load was above
 * what the serving replicas can take. No queue and no retry: overload does not make itself worse,
 * which favours the reactive rule. O(ticks) besides the forecasts.
 */
public final class Run {

  private Run() {}

  /** Which load the autoscaler is told. */
  @FunctionalInterface
  public interface Metric {

    /**
     * The load that counts.
     *
     * @param tick since the start of the load
     * @param current the load of now, as it is measured
     */
    double at(int tick, double current);
  }

  /** The autoscaler as it comes: the load of now. */
  public static final Metric REACTIVE = (tick, current) -> current;

  /**
   * What came of it.
   *
   * @param violatingMinutes in which the service was saturated
   * @param replicaHours that were paid for
   * @param minutes in all
   */
  public record Outcome(int violatingMinutes, double replicaHours, int minutes) {}

  /** Runs from a tick on to the end of the load; what is before is history. */
  public static Outcome of(double[] load, int from, Setting setting, Metric metric) {
    Autoscaler autoscaler = new Autoscaler(setting);
    int first = (int) Math.ceil(measured(load, from) / setting.target());
    Fleet fleet =
        new Fleet(setting.startUpTicks(), Math.clamp(first, setting.least(), setting.most()));
    int violating = 0;
    long paid = 0;
    boolean bad = false;
    for (int t = from; t < load.length; t++) {
      fleet.pass(t);
      paid += fleet.all();
      bad |= load[t] > fleet.ready() * setting.capacity();
      if ((t - from) % Setting.TICKS_A_MINUTE == Setting.TICKS_A_MINUTE - 1) {
        violating += bad ? 1 : 0;
        bad = false;
      }
      double told = metric.at(t, measured(load, t));
      fleet.become(autoscaler.decide(t, told, fleet.all()), t);
    }
    int ticks = load.length - from;
    return new Outcome(
        violating, paid * Setting.TICK.toSeconds() / 3600.0, ticks / Setting.TICKS_A_MINUTE);
  }

  /** The mean of the last minute, the running tick included. */
  static double measured(double[] load, int tick) {
    int from = Math.max(0, tick - Setting.TICKS_A_MINUTE + 1);
    double sum = 0;
    for (int t = from; t <= tick; t++) {
      sum += load[t];
    }
    return sum / (tick - from + 1);
  }
}
