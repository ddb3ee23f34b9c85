// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.detect;

import dev.ballast.cli.series.SeriesFile.Row;
import dev.ballast.cli.series.Timestamps;
import dev.ballast.control.predict.Explanation;
import dev.ballast.stats.detect.MedianRuns;
import dev.ballast.stats.detect.stream.Channel.Component;
import dev.ballast.stats.detect.stream.StreamDetector;
import java.util.List;
import java.util.stream.LongStream;

/** The anomalies of a series that is too short for anything but its median. */
final class ShortSeries {

  private ShortSeries() {}

  static List<Watched.Anomaly> anomalies(List<Row> rows) {
    MedianRuns found = MedianRuns.of(rows.stream().mapToDouble(Row::value).toArray());
    return found.runs().stream().map(run -> anomaly(rows, found, run)).toList();
  }

  private static Watched.Anomaly anomaly(List<Row> rows, MedianRuns found, MedianRuns.Run run) {
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
            found.median(),
            found.median() - band,
            found.median() + band,
            Component.LEVEL,
            List.of("%.0f median deviations from the median".formatted(distance)),
            first.epochMillis(),
            distance / rule.limit() * StreamDetector.THRESHOLD,
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
}
