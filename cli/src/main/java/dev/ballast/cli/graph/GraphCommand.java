// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.graph;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Text;
import dev.ballast.server.graph.GraphExport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ballast graph}: who depends on whom, and what everything hangs on. */
@Command(
    name = "graph",
    description = "Who depends on whom: size, single points of failure, missing edges, slow hops.",
    footer = {
      "",
      "Of a running server, or of files: ballast graph critical --file examples/graph/document.yaml"
    })
public final class GraphCommand implements Callable<Integer> {

  @Mixin private final SourceOptions source = new SourceOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  private GraphCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  public static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new GraphCommand(terminal))
        .addSubcommand(new Critical(terminal))
        .addSubcommand(new Because(terminal))
        .addSubcommand(new Diff(terminal))
        .addSubcommand(new LintCommand(terminal))
        .addSubcommand(new Export(terminal));
  }

  @Override
  public Integer call() throws IOException {
    try (GraphSource graph = source.open(terminal)) {
      JsonNode summary = graph.summary();
      output.print(terminal, summary, () -> GraphText.summary(summary, terminal.style()));
      return Exit.OK;
    }
  }

  /** {@code ballast graph critical}. */
  @Command(
      name = "critical",
      description = "Which service needs the highest SLO, where to aim chaos, where to invest.")
  static final class Critical implements Callable<Integer> {

    @Option(
        names = "--limit",
        paramLabel = "N",
        description = "How many services to list. Default: 20.")
    private int limit = 20;

    @Mixin private final SourceOptions source = new SourceOptions();
    @Mixin private final OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    Critical(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
      if (limit < 1) {
        throw CommandFailure.usage("--limit: " + limit + " (expected: a whole number >= 1)");
      }
      try (GraphSource graph = source.open(terminal)) {
        JsonNode critical = graph.critical(limit);
        output.print(terminal, critical, () -> GraphText.critical(critical, terminal.style()));
        return Exit.OK;
      }
    }
  }

  /** {@code ballast graph why}. */
  @Command(
      name = "why",
      description = "Does A fail when B fails? Every way, or the first link that is missing.")
  static final class Because implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "A", description = "The service that may fail.")
    private String from = "";

    @Parameters(index = "1", paramLabel = "B", description = "The service that it may need.")
    private String to = "";

    @Mixin private final SourceOptions source = new SourceOptions();
    @Mixin private final OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    Because(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
      try (GraphSource graph = source.open(terminal)) {
        JsonNode why = graph.why(from, to);
        output.print(terminal, why, () -> GraphText.why(why, terminal.style()));
        return Exit.OK;
      }
    }
  }

  /** {@code ballast graph diff}. */
  @Command(
      name = "diff",
      description =
          "What is different from an earlier time, or from other files, and what follows.")
  static final class Diff implements Callable<Integer> {

    @Option(
        names = "--since",
        paramLabel = "TIME|AGO",
        description = "Of a server: the earlier time, or how long ago. Default: 1h.")
    private String since = "1h";

    @Option(
        names = "--before",
        paramLabel = "PATH",
        description = "With --file: the files as they were. Repeatable.")
    private List<Path> before = List.of();

    @Mixin private final SourceOptions source = new SourceOptions();
    @Mixin private final OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    Diff(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
      if (source.isFromFiles() == before.isEmpty()) {
        throw CommandFailure.usage(
            "--before and --file: one without the other (expected: both for files, or none)");
      }
      Instant then = Text.moment("--since", since, terminal.clock().instant());
      try (GraphSource graph = source.open(terminal, before)) {
        JsonNode diff = graph.diff(then.toString());
        output.print(terminal, diff, () -> GraphText.diff(diff));
        return Exit.OK;
      }
    }
  }

  /** {@code ballast graph export}. */
  @Command(
      name = "export",
      description = "The graph for Graphviz, Mermaid or Cytoscape, or as JSON.")
  static final class Export implements Callable<Integer> {

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        description = "${COMPLETION-CANDIDATES}. Default: json, which --file reads back.")
    private GraphExport format = GraphExport.JSON;

    @Mixin private final SourceOptions source = new SourceOptions();

    private final Terminal terminal;

    Export(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
      try (GraphSource graph = source.open(terminal)) {
        terminal.out().print(graph.export(format));
        terminal.out().flush();
        return Exit.OK;
      }
    }
  }
}
