// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.graph;

import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.control.topology.analysis.AnalysisOptions;
import dev.ballast.model.Ratio;
import dev.ballast.server.graph.GraphView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which graph: a running server's, or that of files. */
final class SourceOptions {

  @Option(
      names = "--file",
      paramLabel = "PATH",
      arity = "1",
      description =
          "Resource files or folders, Backstage catalogs, or one export in JSON, instead of a"
              + " server. Repeatable.")
  private List<Path> files = List.of();

  @Option(
      names = "--target",
      paramLabel = "PERCENT",
      description = "With --file: what every entry point promises if nothing does. Default: 99.9.")
  private double target = 99.9;

  @Mixin private final ServerOptions server = new ServerOptions();

  GraphSource open(Terminal terminal) throws IOException {
    return open(terminal, List.of());
  }

  /**
   * @param before files of an earlier graph; none when it is not asked for
   */
  GraphSource open(Terminal terminal, List<Path> before) throws IOException {
    if (!(target > 0 && target < 100)) {
      throw CommandFailure.usage(
          "--target: "
              + target
              + " (expected: a number above 0 and below 100). Write: --target 99.9");
    }
    if (files.isEmpty()) {
      return new GraphSource.Live(server.connect(terminal));
    }
    AnalysisOptions options = AnalysisOptions.DEFAULT.withGoal(Ratio.ofPercent(target));
    return new GraphSource.Read(
        GraphFiles.read(files, options, terminal),
        before.isEmpty() ? GraphView.EMPTY : GraphFiles.read(before, options, terminal));
  }

  boolean isFromFiles() {
    return !files.isEmpty();
  }
}
