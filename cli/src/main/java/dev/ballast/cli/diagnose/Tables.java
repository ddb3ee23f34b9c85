// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.diagnose;

import dev.ballast.control.diagnosis.scene.Signal;
import dev.ballast.control.diagnosis.scene.SignalKind;
import dev.ballast.control.diagnosis.scene.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** Two tables of one case as signals split at a moment. */
record Tables(MetricTable normal, MetricTable fault, char separator) {

  /** A column whose subject starts so is what users see, not a candidate. */
  private static final String VIEW = "_";

  /** A sample stands for the step that starts at its time, so the one around the onset is after. */
  List<Signal> split(double onset, double mostSeconds) {
    double step = Math.max(normal.step(), fault.step());
    double from = onset - step;
    double first = fault.size() == 0 ? onset : fault.time(0);
    return signals(
        column ->
            join(
                normal.values(column, Double.NEGATIVE_INFINITY, Math.min(first, onset)),
                fault.values(column, Double.NEGATIVE_INFINITY, from + 1e-9),
                normal.values(column, first, Double.POSITIVE_INFINITY)),
        column ->
            join(
                normal.values(column, onset, Math.min(first, onset + mostSeconds)),
                fault.values(column, from + 1e-9, onset + mostSeconds)));
  }

  /** One table that holds both sides. */
  List<Signal> cut(double onset, double seconds) {
    return signals(
        column -> fault.values(column, onset - seconds, onset),
        column -> fault.values(column, onset, onset + seconds));
  }

  /** As if rows {@code from} to {@code to} of the normal table were the fault. */
  List<Signal> healthy(int from, int to) {
    double start = normal.time(from);
    double end = to < normal.size() ? normal.time(to) : Double.POSITIVE_INFINITY;
    return signals(
        column ->
            join(
                normal.values(column, Double.NEGATIVE_INFINITY, start),
                normal.values(column, end, Double.POSITIVE_INFINITY)),
        column -> normal.values(column, start, end));
  }

  private interface Values {
    double[] of(String column);
  }

  private List<Signal> signals(Values before, Values after) {
    List<Signal> signals = new ArrayList<>();
    for (String column : fault.columns()) {
      int cut = column.indexOf(separator);
      if (cut > 0 && !column.startsWith(VIEW)) {
        String metric = column.substring(cut + 1);
        signals.add(
            new Signal(
                new Subject(column.substring(0, cut)),
                metric,
                SignalKind.of(metric),
                before.of(column),
                after.of(column)));
      }
    }
    return signals;
  }

  private static double[] join(double[]... parts) {
    return Arrays.stream(parts).flatMapToDouble(DoubleStream::of).toArray();
  }
}
