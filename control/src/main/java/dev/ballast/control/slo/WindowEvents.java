// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import java.time.Duration;
import java.util.List;

/**
 * What was counted in one window: events, or slices of time by the methods that count those.
 *
 * @param window as evaluated, after time scaling
 * @param good good ones, at most total; fractions come from PromQL's extrapolation and from slices
 *     that are good in part
 * @param known false when the window holds no sample at all: then the counts are 0 and mean nothing
 * @param queries as asked: the part and the total, or a share alone
 * @param proof the counts that a confidence bound may rest on
 */
public record WindowEvents(
    Duration window, double good, double total, boolean known, List<String> queries, Proof proof) {

  /**
   * Independent trials beneath the counts. Events are their own; a slice that is bad in part has
   * the events in it; a slice that is good or bad as a whole is one trial.
   *
   * @param bad bad trials
   * @param total all trials
   * @param events events beneath them, so that slices with hardly any do not raise an alarm
   */
  public record Proof(double bad, double total, double events) {}

  public WindowEvents {
    queries = List.copyOf(queries);
    if (!(total >= 0 && good >= 0 && good <= total)) {
      throw new IllegalArgumentException(
          "good, total: " + good + ", " + total + " (expected: 0 <= good <= total)");
    }
  }

  /** Events, each a trial of its own. */
  public WindowEvents(
      Duration window, double good, double total, boolean known, List<String> queries) {
    this(window, good, total, known, queries, new Proof(total - good, total, total));
  }

  public static WindowEvents unknown(Duration window, List<String> queries) {
    return new WindowEvents(window, 0, 0, false, queries);
  }

  /** Without those that another window holds, which lies within this one. */
  WindowEvents without(WindowEvents other) {
    double bad = Math.max(0, bad() - other.bad());
    double all = Math.max(bad, total - other.total);
    return new WindowEvents(window, all - bad, all, known, queries);
  }

  public double bad() {
    return total - good;
  }

  /** Share of bad events, 0 without events. */
  public double badShare() {
    return total > 0 ? bad() / total : 0;
  }
}
