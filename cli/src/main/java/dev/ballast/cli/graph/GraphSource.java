// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.graph;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.control.topology.analysis.GraphDiff;
import dev.ballast.control.topology.analysis.Why;
import dev.ballast.model.Names;
import dev.ballast.model.ServiceName;
import dev.ballast.model.yaml.Nearest;
import dev.ballast.server.graph.CriticalJson;
import dev.ballast.server.graph.DiffJson;
import dev.ballast.server.graph.GraphExport;
import dev.ballast.server.graph.GraphView;
import dev.ballast.server.graph.SummaryJson;
import dev.ballast.server.graph.WhyJson;
import dev.ballast.server.json.Json;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Where the graph comes from; both ways give the same documents. */
sealed interface GraphSource extends AutoCloseable {

  JsonNode summary();

  JsonNode critical(int services);

  JsonNode why(String from, String to);

  JsonNode diff(String since);

  String export(GraphExport format);

  @Override
  default void close() {}

  /** A running server's. */
  record Live(Api api) implements GraphSource {
    @Override
    public JsonNode summary() {
      return api.get("/api/v1/graph/summary");
    }

    @Override
    public JsonNode critical(int services) {
      return api.get("/api/v1/graph/critical", Map.of("limit", Integer.toString(services)));
    }

    @Override
    public JsonNode why(String from, String to) {
      return api.get("/api/v1/graph/why", Map.of("from", from, "to", to));
    }

    @Override
    public JsonNode diff(String since) {
      return api.get("/api/v1/graph/diff", Map.of("since", since));
    }

    @Override
    public String export(GraphExport format) {
      JsonNode document = api.get("/api/v1/graph/export", Map.of("format", "json"));
      return format.write(GraphFiles.exported("the server's graph", document.toString()));
    }

    @Override
    public void close() {
      api.close();
    }
  }

  /** Read from files and worked out here. */
  record Read(GraphView view, GraphView before) implements GraphSource {
    @Override
    public JsonNode summary() {
      return tree(SummaryJson.of(view));
    }

    @Override
    public JsonNode critical(int services) {
      return tree(CriticalJson.of(view, services));
    }

    @Override
    public JsonNode why(String from, String to) {
      return tree(
          WhyJson.of(Why.of(view.graph(), known("A", from), known("B", to), view.signals())));
    }

    @Override
    public JsonNode diff(String since) {
      return tree(DiffJson.of(GraphDiff.between(before.analysis(), view.analysis())));
    }

    @Override
    public String export(GraphExport format) {
      return format.write(view);
    }

    private ServiceName known(String what, String name) {
      if (Names.isValid(name) && view.graph().number(new ServiceName(name)).isPresent()) {
        return new ServiceName(name);
      }
      throw CommandFailure.usage(
          what
              + ": "
              + name
              + " (expected: a service of the graph)"
              + Nearest.to(name, view.graph().nodes().stream().map(n -> n.name().value()).toList())
                  .map(near -> ". Write: " + near)
                  .orElse(""));
    }

    private static JsonNode tree(Object document) {
      return Json.read(Json.text(document), JsonNode.class);
    }
  }
}
