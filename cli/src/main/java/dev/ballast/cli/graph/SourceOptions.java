// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.graph;

import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.control.topology.analysis.AnalysisOptions;
import dev.ballast.control.topology.pairs.PairSource;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.server.graph.GraphView;
import dev.ballast.telemetry.remote.Backend;
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

  @Option(
      names = "--from",
      paramLabel = "MESH",
      description =
          "Work the graph out here, from a mesh's metrics: ${COMPLETION-CANDIDATES}. Repeatable;"
              + " --file adds what is declared.")
  private List<PairSource> meshes = List.of();

  @Option(
      names = "--prometheus",
      paramLabel = "URL",
      description = "With --from: where the metrics are. Default: the server's own.")
  private String prometheus = "";

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
    if (meshes.isEmpty() && !prometheus.isEmpty()) {
      throw CommandFailure.usage(
          "--prometheus: without --from (expected: both). Write: --from istio");
    }
    if (!meshes.isEmpty()) {
      AnalysisOptions options = AnalysisOptions.DEFAULT.withGoal(Ratio.ofPercent(target));
      Backend backend =
          prometheus.isEmpty() ? server.metrics(terminal) : GraphMeshes.backend(prometheus);
      return new GraphSource.Read(
          GraphMeshes.read(meshes, backend, files, options, terminal),
          before.isEmpty() ? GraphView.EMPTY : GraphFiles.read(before, options, terminal));
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
