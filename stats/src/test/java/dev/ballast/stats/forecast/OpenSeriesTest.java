// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ballast.stats.Gaps;
import dev.ballast.stats.score.Accuracy;
import dev.ballast.stats.score.Bands;
import dev.ballast.stats.score.Naive2;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The open series of M4, M3 and NN5, where they are present: every so many of each set. */
class OpenSeriesTest {

  private static final Path DATA =
      Path.of(System.getProperty("ballast.shared", "../shared"), "data");

  private static Map<String, double[]> rows(String set, String part) throws IOException {
    Path file = DATA.resolve(set + "-" + part + ".csv.gz");
    assumeTrue(Files.exists(file), () -> "skipped: " + file + " is not there");
    Map<String, double[]> rows = new LinkedHashMap<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] cells = line.split(",", -1);
        double[] values = new double[cells.length - 1];
        for (int i = 0; i < values.length; i++) {
          values[i] = cells[i + 1].isEmpty() ? Double.NaN : Double.parseDouble(cells[i + 1]);
        }
        rows.put(cells[0], values);
      }
    }
    return rows;
  }

  /** Naive2 of the open part, computed elsewhere in Python by the organisers' rule. */
  @Test
  void naive2IsThatOfTheCompetition() throws IOException {
    Map<String, double[]> future = rows("m4/Weekly", "test");
    double smape = 0;
    double mase = 0;
    for (Map.Entry<String, double[]> history : rows("m4/Weekly", "train").entrySet()) {
      double[] y = history.getValue();
      double[] actual = future.getOrDefault(history.getKey(), y);
      double[] forecast = Naive2.forecast(y, 1, actual.length);
      smape += Accuracy.smape(actual, forecast) / future.size();
      mase += Accuracy.mae(actual, forecast) / Accuracy.scale(y, 1) / future.size();
    }
    assertThat(smape).isCloseTo(8.69, within(0.005));
    assertThat(mase).isCloseTo(2.858, within(0.0005));
  }

  @ParameterizedTest
  @CsvSource({
    // set, season, every, overall weighted average at most
    "m4/Hourly, 24, 24, 0.60",
    "m4/Weekly, 1, 24, 0.95",
    "nn5/Daily, 7, 12, 0.78",
    "m3/Yearly, 1, 12, 0.95",
    "m3/Quarterly, 4, 12, 0.97",
    "m3/Monthly, 12, 10, 0.90",
    "m3/Other, 1, 4, 0.80"
  })
  void beatsTheReferenceWithBandsThatHold(String set, int season, int every, double most)
      throws IOException {
    Map<String, double[]> future = rows(set, "test");
    double[] ours = new double[2];
    double[] reference = new double[2];
    int index = 0;
    int covered = 0;
    int steps = 0;
    for (Map.Entry<String, double[]> history : rows(set, "train").entrySet()) {
      if (index++ % every != 0) {
        continue;
      }
      double[] y = history.getValue();
      double[] filled = Gaps.filled(y);
      double[] actual = future.getOrDefault(history.getKey(), y);
      double scale = Accuracy.scale(filled, season);
      Forecast forecast = Portfolio.fit(y, Options.of(actual.length).withSeason(season));
      double[] naive2 = Naive2.forecast(filled, season, actual.length);
      ours[0] += Accuracy.smape(actual, forecast.mean());
      ours[1] += Accuracy.mae(actual, forecast.mean()) / scale;
      reference[0] += Accuracy.smape(actual, naive2);
      reference[1] += Accuracy.mae(actual, naive2) / scale;
      covered += Bands.covered(actual, forecast.lower(0.95), forecast.upper(0.95));
      steps += Bands.steps(actual);
    }
    assertThat(Accuracy.owa(ours[0], ours[1], reference[0], reference[1])).isLessThan(most);
    assertThat(covered / (double) steps).as("coverage of 95 %% bands").isBetween(0.89, 0.995);
  }
}
