// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.diagnose;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.control.diagnosis.drain.TemplateTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ballast eval templates}: log lines to templates, against LogHub's where they are. */
@Command(
    name = "templates",
    description = "Group log lines by template, and measure how well and how fast.",
    footer = {
      "",
      "DIR holds, at any depth: LogHub's NAME_structured.csv, whose EventId is the truth, and",
      "*.log or *.ndjson files (a field msg), perhaps packed by gzip, of which the speed is"
          + " measured.",
      "Exit codes: 0 measured, 2 the folder is not as expected."
    })
public final class EvalTemplatesCommand implements Callable<Integer> {

  private static final int DEPTH = 6;
  private static final int MOST = 200_000;
  private static final String STRUCTURED = "_structured.csv";

  @Parameters(paramLabel = "DIR", description = "The folder of the logs.")
  private Path directory = Path.of(".");

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  public EvalTemplatesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** What became of one file; accuracy below 0: no truth beside it. */
  private record Outcome(
      String file, int lines, int templates, double accuracy, double linesPerSecond) {}

  @Override
  public Integer call() {
    List<Outcome> outcomes = files().stream().map(this::measure).toList();
    output.print(terminal, document(outcomes), () -> text(outcomes, terminal.style()));
    return Exit.OK;
  }

  private List<Path> files() {
    if (!Files.isDirectory(directory)) {
      throw CommandFailure.usage("DIR: " + directory + " (expected: a folder)");
    }
    try (Stream<Path> all = Files.walk(directory, DEPTH)) {
      List<Path> found =
          all.filter(Files::isRegularFile)
              .filter(f -> f.toString().matches(".*(_structured\\.csv|\\.log|\\.ndjson)(\\.gz)?"))
              .sorted()
              .toList();
      if (found.isEmpty()) {
        throw CommandFailure.usage(
            "DIR: " + directory + " (expected: *_structured.csv, *.log or *.ndjson files)");
      }
      return found;
    } catch (IOException e) {
      throw CommandFailure.usage("DIR: " + directory + " cannot be read (" + e.getMessage() + ")");
    }
  }

  private Outcome measure(Path file) {
    List<String> lines = new ArrayList<>();
    List<String> truth = new ArrayList<>();
    if (file.toString().contains(STRUCTURED)) {
      Csv.read(
          file,
          List.of("Content", "EventId"),
          (number, cells) -> {
            if (lines.size() < MOST) {
              lines.add(cells.getOrDefault("Content", ""));
              truth.add(cells.getOrDefault("EventId", ""));
            }
          });
    } else {
      boolean json = file.toString().contains(".ndjson");
      Lines.read(
          file,
          (number, text) -> {
            if (lines.size() < MOST) {
              lines.add(json ? message(file, number, text) : text);
            }
          });
    }
    TemplateTree tree = new TemplateTree();
    int[] groups = new int[lines.size()];
    long start = System.nanoTime();
    for (int i = 0; i < groups.length; i++) {
      groups[i] = tree.add(lines.get(i));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Outcome(
        directory.relativize(file).toString(),
        groups.length,
        tree.size(),
        truth.isEmpty() ? -1 : accuracy(groups, truth),
        groups.length / Math.max(1e-9, seconds));
  }

  private static String message(Path file, int number, String text) {
    try {
      return JsonMapper.shared().readTree(text).path("msg").asString("");
    } catch (JacksonException e) {
      throw CommandFailure.usage(file + ":" + number + ": not JSON");
    }
  }

  /** The share of lines whose group holds exactly the lines of their true group. */
  static double accuracy(int[] groups, List<String> truth) {
    Map<Integer, Integer> found = new HashMap<>();
    Map<String, Integer> real = new HashMap<>();
    record Pair(int group, String event) {}
    Map<Pair, Integer> both = new HashMap<>();
    for (int i = 0; i < groups.length; i++) {
      found.merge(groups[i], 1, Integer::sum);
      real.merge(truth.get(i), 1, Integer::sum);
      both.merge(new Pair(groups[i], truth.get(i)), 1, Integer::sum);
    }
    long right = 0;
    for (Map.Entry<Pair, Integer> entry : both.entrySet()) {
      Integer count = entry.getValue();
      if (count.equals(found.get(entry.getKey().group()))
          && count.equals(real.get(entry.getKey().event()))) {
        right += count;
      }
    }
    return groups.length == 0 ? 1 : right / (double) groups.length;
  }

  private ObjectNode document(List<Outcome> outcomes) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("suite", "templates").put("directory", directory.toString());
    ArrayNode files = document.putArray("files");
    for (Outcome one : outcomes) {
      ObjectNode node = files.addObject();
      node.put("file", one.file()).put("lines", one.lines()).put("templates", one.templates());
      if (one.accuracy() >= 0) {
        node.put("grouping_accuracy", one.accuracy());
      }
      node.put("lines_per_second", Math.round(one.linesPerSecond()));
    }
    return document;
  }

  private static String text(List<Outcome> outcomes, Style style) {
    Table table = Table.of("FILE", ">LINES", ">TEMPLATES", ">GROUPED RIGHT", ">LINES/S");
    for (Outcome one : outcomes) {
      table.row(
          one.file(),
          Integer.toString(one.lines()),
          Integer.toString(one.templates()),
          one.accuracy() < 0 ? "-" : String.format(Locale.ROOT, "%.3f", one.accuracy()),
          String.format(Locale.ROOT, "%,.0f", one.linesPerSecond()));
    }
    return table.render(style);
  }
}
