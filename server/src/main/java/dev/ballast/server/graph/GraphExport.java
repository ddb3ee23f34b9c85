// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.graph;

import dev.ballast.control.topology.analysis.DependencyGraph;
import dev.ballast.control.topology.analysis.Link;
import dev.ballast.control.topology.analysis.Node;
import dev.ballast.server.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes a graph for other tools: Graphviz, Mermaid, Cytoscape, or as JSON that is read back. */
public enum GraphExport {
  DOT {
    @Override
    public String write(GraphView view) {
      StringBuilder text = new StringBuilder("digraph services {\n  rankdir=LR;\n");
      for (Node node : view.graph().nodes()) {
        text.append("  \"%s\" [shape=%s];%n".formatted(node.name(), shape(node.kind())));
      }
      for (Link link : view.graph().links()) {
        text.append(
            "  \"%s\" -> \"%s\" [style=%s%s];%n"
                .formatted(
                    link.client(),
                    link.server(),
                    link.async() ? "dotted" : link.coupling().isHard() ? "solid" : "dashed",
                    link.isObserved() ? ", label=\"" + rate(link.rps()) + "\"" : ", color=gray"));
      }
      return text.append("}\n").toString();
    }
  },
  JSON {
    @Override
    public String write(GraphView view) {
      return Json.text(GraphDocument.of(view.graph(), view.promises())) + "\n";
    }
  },
  MERMAID {
    @Override
    public String write(GraphView view) {
      StringBuilder text = new StringBuilder("flowchart LR\n");
      DependencyGraph graph = view.graph();
      for (int v = 0; v < graph.size(); v++) {
        String name = graph.name(v).value();
        text.append(
            switch (graph.node(v).kind()) {
              case INTERNAL -> "  n%d[\"%s\"]%n".formatted(v, name);
              case DATABASE -> "  n%d[(\"%s\")]%n".formatted(v, name);
              case QUEUE -> "  n%d>\"%s\"]%n".formatted(v, name);
              case EXTERNAL -> "  n%d([\"%s\"])%n".formatted(v, name);
            });
      }
      for (Link link : graph.links()) {
        text.append(
            "  n%d %s n%d%n"
                .formatted(
                    graph.number(link.client()).orElseThrow(),
                    link.coupling().isHard() ? "-->" : "-.->",
                    graph.number(link.server()).orElseThrow()));
      }
      return text.toString();
    }
  },
  CYTOSCAPE {
    @Override
    public String write(GraphView view) {
      GraphDocument document = GraphDocument.of(view.graph(), view.promises());
      List<Element> nodes = new ArrayList<>();
      for (GraphDocument.NodeJson node : document.nodes()) {
        Map<String, @Nullable Object> data = new TreeMap<>();
        data.put("id", node.service());
        data.put("kind", node.kind());
        data.put("user_rps", node.userRps());
        data.put("target", node.target());
        nodes.add(new Element(data));
      }
      List<Element> edges = new ArrayList<>();
      for (GraphDocument.LinkJson link : document.links()) {
        Map<String, @Nullable Object> data = new TreeMap<>();
        data.put("id", link.client() + "->" + link.server());
        data.put("source", link.client());
        data.put("target", link.server());
        data.put("strength", link.strength());
        data.put("basis", link.basis());
        data.put("async", link.async());
        data.put("rps", link.rps());
        data.put("error_ratio", link.errorRatio());
        edges.add(new Element(data));
      }
      return Json.text(Map.of("elements", Map.of("nodes", nodes, "edges", edges))) + "\n";
    }
  };

  /** Cytoscape wraps what it knows of a node or an edge. */
  record Element(Map<String, @Nullable Object> data) {}

  public abstract String write(GraphView view);

  public boolean isJson() {
    return this == JSON || this == CYTOSCAPE;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static String shape(Node.Kind kind) {
    return switch (kind) {
      case INTERNAL -> "box";
      case DATABASE -> "cylinder";
      case QUEUE -> "cds";
      case EXTERNAL -> "ellipse";
    };
  }

  private static String rate(double rps) {
    return String.format(Locale.ROOT, "%.3g/s", rps);
  }
}
