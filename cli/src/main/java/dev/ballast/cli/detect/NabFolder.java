// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.detect;

import dev.ballast.cli.series.SeriesFile;
import dev.ballast.cli.series.Timestamps;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.stats.score.NabWindow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A folder laid out as the Numenta Anomaly Benchmark: {@code data/CATEGORY/NAME.csv} and {@code
 * labels/combined_windows.json}. Files without labels or labels without files are no part of it.
 */
public final class NabFolder {

  private static final String WINDOWS = "labels/combined_windows.json";

  /** One file: its rows in order, and the windows as row numbers. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Series(String name, long[] millis, double[] values, List<NabWindow> windows) {
    public String category() {
      int slash = name.indexOf('/');
      return slash < 0 ? "" : name.substring(0, slash);
    }
  }

  private NabFolder() {}

  /** All series, by name. */
  public static List<Series> read(Path directory) {
    Path labels = directory.resolve(WINDOWS);
    if (!Files.isRegularFile(labels)) {
      throw CommandFailure.usage(
          "DIR: " + directory + " (expected: NAB's layout with " + WINDOWS + ")");
    }
    List<Series> series = new ArrayList<>();
    for (Map.Entry<String, JsonNode> file : sorted(windows(labels))) {
      Path data = directory.resolve("data").resolve(file.getKey());
      if (Files.isRegularFile(data)) {
        series.add(series(file.getKey(), data, file.getValue()));
      }
    }
    if (series.isEmpty()) {
      throw CommandFailure.usage(
          "DIR: " + directory + " (expected: the files that " + WINDOWS + " names, in data/)");
    }
    return series;
  }

  private static List<Map.Entry<String, JsonNode>> sorted(JsonNode windows) {
    return windows.properties().stream().sorted(Map.Entry.comparingByKey()).toList();
  }

  private static JsonNode windows(Path labels) {
    try (InputStream in = Files.newInputStream(labels)) {
      return JsonMapper.shared().readTree(in);
    } catch (IOException | JacksonException e) {
      throw CommandFailure.usage(labels + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  private static Series series(String name, Path data, JsonNode windows) {
    LongStream.Builder millis = LongStream.builder();
    List<Double> values = new ArrayList<>();
    Map<Long, Integer> firstRow = new HashMap<>();
    try (InputStream in = Files.newInputStream(data)) {
      SeriesFile.read(
          data.toString(),
          in,
          row -> {
            firstRow.putIfAbsent(row.epochMillis(), values.size());
            millis.add(row.epochMillis());
            values.add(row.value());
          });
    } catch (IOException e) {
      throw CommandFailure.usage(data + ": cannot be read (" + e.getMessage() + ")");
    }
    List<NabWindow> rows = new ArrayList<>();
    windows.forEach(
        window ->
            rows.add(
                new NabWindow(
                    row(name, window.path(0).asString(""), firstRow),
                    row(name, window.path(1).asString(""), firstRow))));
    return new Series(
        name,
        millis.build().toArray(),
        values.stream().mapToDouble(Double::doubleValue).toArray(),
        rows);
  }

  private static int row(String name, String time, Map<Long, Integer> firstRow) {
    Integer row = firstRow.get(Timestamps.millis(time));
    if (row == null) {
      throw CommandFailure.usage(
          WINDOWS + ": " + name + ": \"" + time + "\" (expected: the time of a row)");
    }
    return row;
  }
}
