// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.backtest;

import dev.ballast.cli.detect.NabFolder;
import dev.ballast.cli.forecast.BenchmarkSet;
import dev.ballast.cli.series.EvenSeries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The trials of one public set.
 *
 * @param season the period that the naive rules are given
 */
record TrialSet(String name, int season, List<Trial> trials) {

  private static final long HOUR = 3_600_000L;
  private static final int HOURS_AHEAD = 48;
  private static final int HOURS_BEFORE = 168;
  private static final int MOST_ORIGINS = 4;
  private static final int DAY = 24;

  TrialSet {
    trials = List.copyOf(trials);
  }

  /**
   * All sets of a folder: NAB's layout, or that of the competitions.
   *
   * @param category the folder of NAB that is read
   * @param horizons how much of the history is known, in horizons; 0: all
   */
  static List<TrialSet> in(Path directory, String category, int horizons) {
    return Files.isDirectory(directory.resolve("labels"))
        ? List.of(nab(directory, category, horizons))
        : BenchmarkSet.in(directory).stream().map(set -> of(set, horizons)).toList();
  }

  private static TrialSet of(BenchmarkSet set, int horizons) {
    return new TrialSet(
        set.name(),
        set.season(),
        set.cases().stream()
            .map(
                one -> {
                  double[] future = one.future().values();
                  double[] history = known(one.history().values(), future.length, horizons);
                  return new Trial(one.id(), history, future, set.season());
                })
            .toList());
  }

  /** Peaks of the hours, forecast from up to four moments two days apart. */
  private static TrialSet nab(Path directory, String category, int horizons) {
    List<Trial> trials = new ArrayList<>();
    for (NabFolder.Series series : NabFolder.read(directory)) {
      if (series.category().equals(category)) {
        double[] hours = hours(series);
        for (int k = 1; k <= MOST_ORIGINS; k++) {
          int origin = hours.length - k * HOURS_AHEAD;
          if (origin >= HOURS_BEFORE) {
            trials.add(
                new Trial(
                    series.name(),
                    known(Arrays.copyOf(hours, origin), HOURS_AHEAD, horizons),
                    Arrays.copyOfRange(hours, origin, origin + HOURS_AHEAD),
                    DAY));
          }
        }
      }
    }
    return new TrialSet("nab/" + category, DAY, trials);
  }

  private static double[] hours(NabFolder.Series series) {
    EvenSeries.Builder builder = new EvenSeries.Builder();
    for (int i = 0; i < series.millis().length; i++) {
      builder.add(series.millis()[i], series.values()[i]);
    }
    EvenSeries even = builder.build();
    int perHour = (int) Math.max(1, Math.round(HOUR / (even.step().seconds() * 1000)));
    double[] values = even.values();
    double[] hours = new double[values.length / perHour];
    Arrays.setAll(
        hours,
        h ->
            Arrays.stream(values, h * perHour, (h + 1) * perHour)
                .filter(Double::isFinite)
                .max()
                .orElse(Double.NaN));
    return hours;
  }

  private static double[] known(double[] history, int horizon, int horizons) {
    int kept = horizons > 0 ? Math.min(history.length, horizons * horizon) : history.length;
    return Arrays.copyOfRange(history, history.length - kept, history.length);
  }
}
