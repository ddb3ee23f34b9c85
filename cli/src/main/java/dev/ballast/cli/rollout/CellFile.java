// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.rollout;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.control.rollout.simulation.Cell;
import dev.ballast.control.rollout.simulation.Cell.Onset;
import dev.ballast.control.rollout.simulation.TrafficModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Cells of one's own: {@code rps,base,canary,burst,drift,blip,missing,onset}, one a line. */
final class CellFile {

  static final String HEADER = "rps,base,canary,burst,drift,blip,missing,onset";

  private CellFile() {}

  /** Grouped by traffic, as the arena wants them. */
  static List<List<Cell>> read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw CommandFailure.usage(file + ": cannot be read (" + e.getMessage() + ")");
    }
    List<String> problems = new ArrayList<>();
    Map<Cell, List<Cell>> groups = new LinkedHashMap<>();
    if (lines.isEmpty() || !lines.getFirst().strip().equals(HEADER)) {
      problems.add(file + ":1:1: no such header (expected: " + HEADER + ")");
    }
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        Cell cell = cell(line.split(",", -1));
        groups.computeIfAbsent(cell.twin(), twin -> new ArrayList<>()).add(cell);
      } catch (IllegalArgumentException e) {
        problems.add(file + ":" + (i + 1) + ":1: " + e.getMessage());
      }
    }
    if (problems.isEmpty() && groups.isEmpty()) {
      problems.add(file + ":1:1: no cells (expected: at least one)");
    }
    if (!problems.isEmpty()) {
      throw CommandFailure.usage(String.join("\n", problems));
    }
    return List.copyOf(groups.values());
  }

  private static Cell cell(String[] values) {
    if (values.length != 8) {
      throw new IllegalArgumentException(values.length + " columns (expected: 8: " + HEADER + ")");
    }
    double burst = number(values[3]);
    double drift = number(values[4]);
    double blip = number(values[5]);
    double missing = number(values[6]);
    TrafficModel model =
        new TrafficModel(name(burst, drift, blip, missing), burst, drift, blip, missing);
    return new Cell(
        number(values[0]), model, number(values[1]), number(values[2]), onset(values[7].strip()));
  }

  private static String name(double burst, double drift, double blip, double missing) {
    StringJoiner name = new StringJoiner(", ").setEmptyValue("independent");
    add(name, burst > 1, "bursts of " + JudgeReport.plain(burst));
    add(name, drift > 0, "drift " + drift);
    add(name, blip > 0, "blip of " + blip);
    add(name, missing > 0, "missing " + missing);
    return name.toString();
  }

  private static void add(StringJoiner name, boolean there, String what) {
    if (there) {
      name.add(what);
    }
  }

  private static Onset onset(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "start" -> Onset.START;
      case "later" -> Onset.LATER;
      case "under_load" -> Onset.UNDER_LOAD;
      default ->
          throw new IllegalArgumentException(
              "onset: " + text + " (expected: start, later or under_load)");
    };
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(text.strip() + " (expected: a number)", e);
    }
  }
}
