// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.replay;

import dev.ballast.model.Budgeting;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * One objective's window cut into slices of its method, each with how much of it was bad: 0..1, or
 * not a number where nothing is known or nothing counts.
 *
 * <p>Bad parts of slices by OpenSLO: a slice of Timeslices is bad as a whole when less than the
 * slice's target of its events are good; one of RatioTimeslices is bad by the share of its events
 * that are not good. A slice with data and without events is good: nothing failed.
 */
final class SliceCount {

  private static final double EXCLUDED = Double.NEGATIVE_INFINITY;

  /** Of each slice until now, or EXCLUDED, or NaN without data. */
  private final double[] bad;

  private final double slices;
  private final double excluded;

  private SliceCount(double[] bad, double slices, double excluded) {
    this.bad = bad;
    this.slices = slices;
    this.excluded = excluded;
  }

  static SliceCount of(
      List<Slice> data,
      Budgeting budgeting,
      Duration slice,
      Span window,
      Instant at,
      Exclusions exclusions) {
    long length = slice.toMillis();
    long elapsed =
        Math.min(at.toEpochMilli(), window.to().toEpochMilli()) - window.from().toEpochMilli();
    int past = (int) (elapsed / length);
    var good = new double[past];
    var total = new double[past];
    Arrays.fill(total, Double.NaN);
    for (Slice one : data) {
      long offset = one.span().from().toEpochMilli() - window.from().toEpochMilli();
      int index = (int) Math.floorDiv(offset, length);
      if (index >= 0 && index < past) {
        good[index] += one.good();
        total[index] = (Double.isNaN(total[index]) ? 0 : total[index]) + one.total();
      }
    }
    int excluded = 0;
    var bad = new double[past];
    for (int i = 0; i < past; i++) {
      var from = window.from().plusMillis(i * length);
      if (exclusions.contains(new Span(from, from.plusMillis(length)))) {
        bad[i] = EXCLUDED;
        excluded++;
      } else {
        bad[i] = badPart(budgeting, good[i], total[i]);
      }
    }
    return new SliceCount(bad, (double) window.length().toMillis() / length, excluded);
  }

  private static double badPart(Budgeting budgeting, double good, double total) {
    if (Double.isNaN(total)) {
      return Double.NaN;
    }
    double share = total == 0 ? 1 : good / total;
    return switch (budgeting) {
      case Budgeting.Timeslices(Duration _, var target) -> share >= target.value() ? 0 : 1;
      case Budgeting.RatioTimeslices _ -> 1 - share;
      case Budgeting.Occurrences _, Budgeting.Unstated _ ->
          throw new IllegalArgumentException("budgeting: " + budgeting + " (expected: slices)");
    };
  }

  /** Slices of the whole window that count. */
  double full() {
    return slices - excluded;
  }

  int past() {
    return bad.length;
  }

  boolean isExcluded(int slice) {
    return bad[slice] == EXCLUDED;
  }

  /** Bad part of a slice by the policy for missing data; not a number where it does not count. */
  double bad(int slice, ReplayOptions.NoData policy) {
    if (isExcluded(slice) || !Double.isNaN(bad[slice])) {
      return isExcluded(slice) ? Double.NaN : bad[slice];
    }
    return switch (policy) {
      case IGNORE -> Double.NaN;
      case GOOD -> 0;
      case BAD -> 1;
    };
  }

  /** The share of past slices, without excluded ones, that have data. */
  double coverage() {
    double known = Arrays.stream(bad).filter(Double::isFinite).count();
    double wanted = past() - excluded;
    return wanted > 0 ? known / wanted : 0;
  }
}
