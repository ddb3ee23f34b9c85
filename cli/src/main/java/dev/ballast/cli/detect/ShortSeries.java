// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.detect;

import dev.ballast.cli.series.SeriesFile.Row;
import dev.ballast.cli.series.Timestamps;
import dev.ballast.cli.terminal.Text;
import dev.ballast.control.predict.Explanation;
import dev.ballast.stats.detect.MedianRuns;
import dev.ballast.stats.detect.stream.Channel.Component;
import dev.ballast.stats.detect.stream.StreamDetector;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** The anomalies of a series that is too short for anything but its median. */
final class ShortSeries {

  /** The value behind a finite number is not told apart beyond it. */
  static final double MOST_SCORE = 1e6;

  /** From this size on, values are judged in a larger unit: their distances would overflow. */
  private static final double LARGE = 1e150;

  private ShortSeries() {}

  static List<Watched.Anomaly> anomalies(List<Row> rows) {
    double[] values = rows.stream().mapToDouble(Row::value).toArray();
    double size = Arrays.stream(values).map(Math::abs).filter(Double::isFinite).max().orElse(0);
    double unit = size > LARGE ? Math.scalb(1.0, Math.getExponent(size)) : 1;
    MedianRuns found = MedianRuns.of(Arrays.stream(values).map(v -> v / unit).toArray());
    return found.runs().stream().map(run -> anomaly(rows, found, run, unit)).toList();
  }

  private static Watched.Anomaly anomaly(
      List<Row> rows, MedianRuns found, MedianRuns.Run run, double unit) {
    MedianRuns.Options rule = MedianRuns.Options.DEFAULT;
    Row first = rows.get(run.first());
    Row peak = rows.get(run.peak());
    double band =
        Math.max(rule.limit() * found.scale(), rule.leastEffect() * Math.abs(found.median()));
    double distance = found.scores()[run.peak()];
    Explanation why =
        new Explanation(
            peak.epochMillis(),
            peak.value(),
            finite(found.median() * unit),
            finite((found.median() - band) * unit),
            finite((found.median() + band) * unit),
            Component.LEVEL,
            List.of(Text.number(Math.rint(distance)) + " median deviations from the median"),
            first.epochMillis(),
            Math.min(MOST_SCORE, distance / rule.limit() * StreamDetector.THRESHOLD),
            StreamDetector.THRESHOLD,
            0,
            "the median of all values",
            "a value within the band");
    boolean ended = run.last() + 1 < rows.size();
    return new Watched.Anomaly(
        LongStream.rangeClosed(run.first(), run.last()).boxed().toList(),
        first.stamp(),
        why,
        ended ? rows.get(run.last() + 1).epochMillis() : Timestamps.NONE);
  }

  private static double finite(double value) {
    return Math.clamp(value, -Double.MAX_VALUE, Double.MAX_VALUE);
  }
}
