// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology;

import java.util.List;
import java.util.Locale;

/**
 * How many of a caller's own requests fail for each call that fails, as telemetry saw it happen.
 *
 * @param windows stretches of time in which the calls failed and nothing else that the caller uses
 * @param failedCalls in those
 * @param ratio requests of the caller that failed beyond the usual, for each failed call
 * @param low lower end of the 95 % interval of the ratio
 * @param high its upper end
 */
public record Propagation(int windows, double failedCalls, double ratio, double low, double high) {

  // A ratio estimator over windows: sum of excess failures over sum of failed calls, its variance
  // from the windows' residuals (Cochran, Sampling Techniques, 1977, chapter 6), Student's t for
  // few
  // windows. What a caller fails anyway is taken from the quiet windows. Windows in which another
  // of its calls fails too say nothing about either and are left out. Calls that are tried again
  // make a hard dependency look softer (three attempts: one third), so only a ratio near nothing
  // counts as soft.

  /** Nothing has been seen failing. */
  public static final Propagation NONE = new Propagation(0, 0, 0, 0, 0);

  private static final double FAILING = 0.02;
  private static final double LEAST_FAILED = 5;
  private static final double QUIET = 0.002;
  private static final double MIXED = 0.1;
  private static final int LEAST_WINDOWS = 3;
  private static final double LEAST_CALLS = 30;
  private static final double HARD = 0.5;
  private static final double SOFT = 0.1;

  /** 97.5 % points of Student's t by degrees of freedom, from 1; 1.96 beyond. */
  private static final double[] STUDENT = {
    12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.20, 2.18, 2.16, 2.14, 2.13, 2.12,
    2.11, 2.10, 2.09, 2.09, 2.08, 2.07, 2.07, 2.06, 2.06, 2.06, 2.05, 2.05, 2.05, 2.04
  };

  /** What was counted in one stretch of time. */
  public record Window(
      double calls, double failedCalls, double otherFailedCalls, double requests, double failed) {}

  /** What the numbers allow to say. */
  public enum Verdict {
    /** At least every second failed call fails a request. */
    HARD,
    /** At most every tenth does. */
    SOFT,
    /** In between. */
    PARTIAL,
    /** Too little has failed. */
    UNKNOWN
  }

  public static Propagation of(List<Window> all) {
    double requests = 0;
    double failed = 0;
    for (Window w : all) {
      if (w.failedCalls + w.otherFailedCalls <= QUIET * Math.max(1, w.calls)) {
        requests += w.requests;
        failed += w.failed;
      }
    }
    double usual = requests > 0 ? failed / requests : 0;
    List<Window> failing =
        all.stream()
            .filter(w -> w.failedCalls >= Math.max(LEAST_FAILED, FAILING * w.calls))
            .filter(w -> w.otherFailedCalls <= MIXED * w.failedCalls)
            .filter(w -> w.requests > 0)
            .toList();
    if (failing.isEmpty()) {
      return NONE;
    }
    double calls = failing.stream().mapToDouble(Window::failedCalls).sum();
    double excess = failing.stream().mapToDouble(w -> excess(w, usual)).sum();
    double ratio = Math.max(0, excess / calls);
    int n = failing.size();
    if (n == 1) {
      return new Propagation(1, calls, ratio, 0, Double.POSITIVE_INFINITY);
    }
    double squares = 0;
    for (Window w : failing) {
      double rest = excess(w, usual) - ratio * w.failedCalls;
      squares += rest * rest;
    }
    double error = Math.sqrt(squares * n / (n - 1)) / calls;
    double margin = (n - 1 <= STUDENT.length ? STUDENT[n - 2] : 1.96) * error;
    return new Propagation(n, calls, ratio, Math.max(0, ratio - margin), ratio + margin);
  }

  /** Of the requests that would have gone well, those that failed. */
  private static double excess(Window w, double usual) {
    return usual < 1 ? (w.failed - usual * w.requests) / (1 - usual) : 0;
  }

  public Verdict verdict() {
    if (windows < LEAST_WINDOWS || failedCalls < LEAST_CALLS) {
      return Verdict.UNKNOWN;
    }
    if (low >= HARD) {
      return Verdict.HARD;
    }
    return high <= SOFT ? Verdict.SOFT : Verdict.PARTIAL;
  }

  public String text() {
    return verdict() == Verdict.UNKNOWN
        ? "too few failures seen to tell"
        : String.format(
            Locale.ROOT,
            "%.0f failed calls failed %.0f requests (%.2f each, 95 %% interval %.2f to %.2f)",
            failedCalls,
            ratio * failedCalls,
            ratio,
            low,
            high);
  }
}
