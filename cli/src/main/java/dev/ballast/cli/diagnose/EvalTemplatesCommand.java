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
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
      "DIR holds, at any depth: LogHub's NAME.log_structured.csv (Content, EventId and, for the",
      "accuracy of parsing, EventTemplate), perhaps with the NAME.log that it was made of; and",
      "other *.log or *.ndjson files (a field msg), of which the speed is measured. All may be",
      "packed by gzip. GROUPED: lines whose group is their true group; PARSED: lines whose",
      "template is the true one; READ: raw lines of which our own reader keeps what they say.",
      "Exit codes: 0 measured, 2 the folder is not as expected."
    })
public final class EvalTemplatesCommand implements Callable<Integer> {

  private static final int DEPTH = 6;
  private static final int MOST = 200_000;
  private static final LogHubSample NO_TRUTH =
      new LogHubSample(List.of(), List.of(), List.of(), List.of());

  @Parameters(paramLabel = "DIR", description = "The folder of the logs.")
  private Path directory = Path.of(".");

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  public EvalTemplatesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** What became of one file; NaN where there is no truth. */
  private record Outcome(
      String file,
      int lines,
      int templates,
      double grouped,
      double parsed,
      double readRight,
      double linesPerSecond) {}

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
      // Lines that are beside their truth are measured with it.
      Set<Path> raw =
          found.stream()
              .filter(LogHubSample::looksLike)
              .map(LogHubSample::raw)
              .collect(Collectors.toSet());
      found = found.stream().filter(file -> !raw.contains(file)).toList();
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
    if (LogHubSample.looksLike(file)) {
      LogHubSample sample = LogHubSample.read(file, MOST);
      return measure(file, sample.contents(), sample);
    }
    List<String> lines = new ArrayList<>();
    boolean json = file.toString().contains(".ndjson");
    Lines.read(
        file,
        (number, text) -> {
          if (lines.size() < MOST) {
            lines.add(json ? message(file, number, text) : text);
          }
        });
    return measure(file, lines, NO_TRUTH);
  }

  private Outcome measure(Path file, List<String> lines, LogHubSample truth) {
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
        truth.events().isEmpty() ? Double.NaN : TemplateAccuracy.grouping(groups, truth.events()),
        truth.templates().isEmpty()
            ? Double.NaN
            : TemplateAccuracy.parsing(groups, tree::text, truth.templates()),
        truth.readRight(),
        groups.length / Math.max(1e-9, seconds));
  }

  private static String message(Path file, int number, String text) {
    try {
      return JsonMapper.shared().readTree(text).path("msg").asString("");
    } catch (JacksonException e) {
      throw CommandFailure.usage(file + ":" + number + ": not JSON");
    }
  }

  private ObjectNode document(List<Outcome> outcomes) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("suite", "templates").put("directory", directory.toString());
    ArrayNode files = document.putArray("files");
    for (Outcome one : outcomes) {
      ObjectNode node = files.addObject();
      node.put("file", one.file()).put("lines", one.lines()).put("templates", one.templates());
      put(node, "grouping_accuracy", one.grouped());
      put(node, "parsing_accuracy", one.parsed());
      put(node, "raw_read_right", one.readRight());
      node.put("lines_per_second", Math.round(one.linesPerSecond()));
    }
    return document;
  }

  private static void put(ObjectNode node, String name, double share) {
    if (!Double.isNaN(share)) {
      node.put(name, share);
    }
  }

  private static String text(List<Outcome> outcomes, Style style) {
    Table table =
        Table.of("FILE", ">LINES", ">TEMPLATES", ">GROUPED", ">PARSED", ">READ", ">LINES/S");
    for (Outcome one : outcomes) {
      table.row(
          one.file(),
          Integer.toString(one.lines()),
          Integer.toString(one.templates()),
          three(one.grouped()),
          three(one.parsed()),
          three(one.readRight()),
          String.format(Locale.ROOT, "%,.0f", one.linesPerSecond()));
    }
    return table.render(style);
  }

  private static String three(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.3f", share);
  }
}
