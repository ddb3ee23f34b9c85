// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.forecast;

import dev.ballast.cli.series.SeriesTable;
import dev.ballast.cli.terminal.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Series with their continuations, as the competitions publish them: {@code FREQ-train.csv.gz} and
 * {@code FREQ-test.csv.gz} with rows {@code id,v1,v2,…}.
 *
 * @param folder the folder's name, for example m4
 * @param name folder and frequency, for example m4/Hourly
 * @param horizon steps to forecast: the longest continuation
 * @param season the period that the measures use, as the competition declares it
 */
public record BenchmarkSet(String folder, String name, int horizon, int season, List<Case> cases) {

  private static final String TRAIN = "-train.csv.gz";
  private static final int DEPTH = 2;
  private static final int NN5_HORIZON = 56;

  /** What was known, and what came. */
  public record Case(String id, SeriesTable.Row history, SeriesTable.Row future) {}

  public BenchmarkSet {
    cases = List.copyOf(cases);
  }

  /** All sets of a folder and the folders in it, by path. */
  public static List<BenchmarkSet> in(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw CommandFailure.usage("DIR: " + directory + " (expected: a folder)");
    }
    try (Stream<Path> files = Files.walk(directory, DEPTH)) {
      List<BenchmarkSet> sets =
          files
              .filter(file -> file.getFileName().toString().endsWith(TRAIN))
              .sorted()
              .map(BenchmarkSet::read)
              .toList();
      if (sets.isEmpty()) {
        throw CommandFailure.usage(
            "DIR: " + directory + " (expected: FREQ-train.csv.gz and FREQ-test.csv.gz in it)");
      }
      return sets;
    } catch (IOException e) {
      throw CommandFailure.usage("DIR: " + directory + " cannot be read (" + e.getMessage() + ")");
    }
  }

  private static BenchmarkSet read(Path train) {
    String file = train.getFileName().toString();
    String frequency = file.substring(0, file.length() - TRAIN.length());
    Path test = train.resolveSibling(frequency + "-test.csv.gz");
    Map<String, SeriesTable.Row> futures = new HashMap<>();
    rows(test).forEach(row -> futures.put(row.id(), row));
    List<Case> cases = new ArrayList<>();
    for (SeriesTable.Row history : rows(train)) {
      SeriesTable.Row future = futures.get(history.id());
      if (future == null) {
        throw CommandFailure.usage(
            test + ": no row for " + history.id() + " (expected: each id of " + train + ")");
      }
      cases.add(new Case(history.id(), history, future));
    }
    int horizon = cases.stream().mapToInt(c -> c.future().values().length).max().orElse(1);
    Path parent = train.toAbsolutePath().normalize().getParent();
    String folder = parent == null ? "" : parent.getFileName().toString();
    return new BenchmarkSet(
        folder, folder + "/" + frequency, horizon, season(frequency, horizon), cases);
  }

  private static List<SeriesTable.Row> rows(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return SeriesTable.read(file.toString(), in);
    } catch (IOException e) {
      throw CommandFailure.usage(file + ": cannot be read (expected: a gzip file of id,v1,v2,…)");
    }
  }

  /** As the competitions declare it: M4's days and weeks have none, NN5's days have seven. */
  private static int season(String frequency, int horizon) {
    return switch (frequency) {
      case "Hourly" -> 24;
      case "Daily" -> horizon == NN5_HORIZON ? 7 : 1;
      case "Monthly" -> 12;
      case "Quarterly" -> 4;
      default -> 1;
    };
  }
}
