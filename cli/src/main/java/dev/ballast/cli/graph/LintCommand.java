// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.graph;

import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.control.topology.analysis.AnalysisOptions;
import dev.ballast.control.topology.analysis.DependencyGraph;
import dev.ballast.control.topology.analysis.MeshCalls;
import dev.ballast.model.mesh.Mesh;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.MeshReading;
import dev.ballast.model.yaml.Problem;
import dev.ballast.server.graph.GraphExport;
import dev.ballast.server.graph.LintJson;
import dev.ballast.server.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code ballast graph lint}: retries that multiply, timeouts that grow on the way down. */
@Command(
    name = "lint",
    description = "Do retries multiply along calls, and do timeouts fit into each other?",
    footer = {
      "",
      "Who calls whom: the ports of the meshes that have one caller (source), and what --file or",
      "--observed add. Exits with 1 when there is something to change."
    })
final class LintCommand implements Callable<Integer> {

  @Option(
      names = "--mesh",
      paramLabel = "FILE",
      description = "A mesh's configuration. Repeatable; at least one.")
  private List<Path> meshes = List.of();

  @Option(
      names = "--file",
      paramLabel = "PATH",
      description = "Resource files or folders, Backstage catalogs, or an export. Repeatable.")
  private List<Path> files = List.of();

  @Option(
      names = "--observed",
      description = "Also the calls that a server has seen, and how long they take.")
  private boolean observed;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  LintCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (meshes.isEmpty()) {
      throw CommandFailure.usage(
          "--mesh: none (expected: the configuration of at least one mesh). Write: --mesh"
              + " mesh.yaml");
    }
    if (observed && !files.isEmpty()) {
      throw CommandFailure.usage("--observed and --file: both (expected: one of them)");
    }
    LintJson lint = LintJson.of(MeshCalls.of(graph(), read()));
    JsonNode document = Json.read(Json.text(lint), JsonNode.class);
    output.print(terminal, document, () -> GraphText.lint(document, terminal.style()));
    return lint.ok() ? Exit.OK : Exit.BAD;
  }

  private DependencyGraph graph() throws IOException {
    if (!files.isEmpty()) {
      return GraphFiles.read(files, AnalysisOptions.DEFAULT, terminal).graph();
    }
    if (!observed) {
      return DependencyGraph.EMPTY;
    }
    try (GraphSource live = new GraphSource.Live(server.connect(terminal))) {
      return GraphFiles.exported("the server's graph", live.export(GraphExport.JSON)).graph();
    }
  }

  /** All files, or the problems of all. */
  private List<Mesh> read() {
    List<Mesh> all = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (Path file : meshes) {
      MeshReading reading = ConfigurationReader.readMesh(file);
      reading.errors().stream().map(Problem::line).forEach(wrong::add);
      all.addAll(reading.meshes());
    }
    if (!wrong.isEmpty()) {
      throw CommandFailure.usage("--mesh is not valid\n" + String.join("\n", wrong));
    }
    return all;
  }
}
