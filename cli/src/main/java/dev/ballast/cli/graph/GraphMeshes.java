// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.graph;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.control.topology.Topology;
import dev.ballast.control.topology.TopologyReader;
import dev.ballast.control.topology.analysis.AnalysisOptions;
import dev.ballast.control.topology.analysis.GraphMaker;
import dev.ballast.control.topology.pairs.PairSource;
import dev.ballast.model.Configuration;
import dev.ballast.server.graph.GraphView;
import dev.ballast.telemetry.query.QueryException;
import dev.ballast.telemetry.remote.Backend;
import dev.ballast.telemetry.remote.PrometheusQuery;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Works a graph out from what meshes measure. */
final class GraphMeshes {

  private GraphMeshes() {}

  static Backend backend(String url) {
    if (!url.matches("https?://[^\\s/]+(/\\S*)?")) {
      throw CommandFailure.usage(
          "--prometheus: " + url + " (expected: a URL such as http://127.0.0.1:9090)");
    }
    return Backend.at(URI.create(url));
  }

  /**
   * What the meshes see now, with what the files declare.
   *
   * @param files none when nothing is declared
   */
  static GraphView read(
      List<PairSource> meshes,
      Backend backend,
      List<Path> files,
      AnalysisOptions options,
      Terminal terminal)
      throws IOException {
    Configuration configuration =
        files.isEmpty() ? Configuration.EMPTY : GraphFiles.configuration(files, terminal);
    Instant now = terminal.clock().instant();
    try (PrometheusQuery metrics = new PrometheusQuery(backend)) {
      TopologyReader reader = new TopologyReader(metrics, 1, meshes);
      for (PairSource mesh : meshes) {
        reader
            .facts(mesh, now)
            .notes()
            .forEach(note -> terminal.progress("note (" + mesh + "): " + note));
      }
      Topology topology = reader.read(configuration, now);
      if (topology.edges().isEmpty()) {
        throw CommandFailure.usage(
            "--from: "
                + String.join(", ", meshes.stream().map(PairSource::toString).toList())
                + " has no calls of the last hour at "
                + backend.base()
                + " (expected: metrics of that mesh). Fix: look what is there: ballast query"
                + " 'count by (__name__) ({__name__=~\"istio_.*|envoy_cluster.*\"})'");
      }
      return GraphView.of(
          GraphMaker.of(topology, configuration, Map.of(), Map.of()),
          GraphView.promises(configuration),
          options,
          Map.of(),
          now);
    } catch (QueryException e) {
      throw new CommandFailure(
          switch (e.kind()) {
            case BAD_DATA, EXECUTION, INTERNAL -> Exit.BAD;
            case TIMEOUT, UNAVAILABLE -> Exit.UNREACHABLE;
          },
          e.getMessage() + ". Fix: give --prometheus, or start a server that has the metrics");
    }
  }
}
