// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.graph;

import dev.ballast.control.topology.Edge;
import dev.ballast.control.topology.Propagation;
import dev.ballast.control.topology.analysis.Coupling;
import dev.ballast.control.topology.analysis.DependencyGraph;
import dev.ballast.control.topology.analysis.Link;
import dev.ballast.control.topology.analysis.Node;
import dev.ballast.control.topology.analysis.Promise;
import dev.ballast.model.Dependency.Strength;
import dev.ballast.model.ServiceName;
import dev.ballast.model.quantity.Ratio;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A graph as JSON, written and read back without loss: what {@code graph export} writes and {@code
 * --file} takes.
 */
public record GraphDocument(List<NodeJson> nodes, List<LinkJson> links) {

  /** A service; the target is what it promises. */
  public record NodeJson(
      String service,
      @Nullable String kind,
      @Nullable Double userRps,
      @Nullable Double userSeconds,
      @Nullable Double target,
      @Nullable String targetBasis) {}

  /** A dependency; numbers are null when no call was seen. */
  public record LinkJson(
      String client,
      String server,
      boolean async,
      @Nullable String strength,
      @Nullable String basis,
      boolean declared,
      boolean observed,
      @Nullable Double rps,
      @Nullable Double errorRatio,
      @Nullable Double averageSeconds,
      @Nullable Double p99Seconds,
      @Nullable PropagationJson propagation) {}

  /** What failures have shown. */
  public record PropagationJson(
      int windows, double failedCalls, double ratio, double low, @Nullable Double high) {}

  public GraphDocument {
    nodes = nodes == null ? List.of() : List.copyOf(nodes);
    links = links == null ? List.of() : List.copyOf(links);
  }

  public static GraphDocument of(DependencyGraph graph, Map<ServiceName, Promise> promises) {
    return new GraphDocument(
        graph.nodes().stream().map(node -> node(node, promises.get(node.name()))).toList(),
        graph.links().stream().map(GraphDocument::link).toList());
  }

  private static NodeJson node(Node node, @Nullable Promise promise) {
    return new NodeJson(
        node.name().value(),
        word(node.kind()),
        node.userRps() > 0 ? node.userRps() : null,
        known(node.userSeconds()),
        promise == null ? null : promise.target().value(),
        promise == null ? null : promise.basis());
  }

  private static LinkJson link(Link link) {
    Edge.Traffic.Observed seen =
        link.traffic() instanceof Edge.Traffic.Observed observed
            ? observed
            : new Edge.Traffic.Observed(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    Propagation shown =
        switch (link.coupling()) {
          case Coupling.Declared(Strength _, Propagation measured) -> measured;
          case Coupling.Estimated(Propagation measured) -> measured;
          case Coupling.Assumed _, Coupling.Queued _ -> Propagation.NONE;
        };
    return new LinkJson(
        link.client().value(),
        link.server().value(),
        link.async(),
        word(link.coupling().strength()),
        link.coupling().basis(),
        link.declared(),
        link.isObserved(),
        known(seen.rps()),
        known(seen.errorRatio()),
        known(seen.averageSeconds()),
        known(seen.p99Seconds()),
        shown.windows() == 0
            ? null
            : new PropagationJson(
                shown.windows(),
                shown.failedCalls(),
                shown.ratio(),
                shown.low(),
                known(shown.high())));
  }

  /**
   * The graph that the document describes.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  public DependencyGraph graph() {
    Map<String, Node> byName = new java.util.TreeMap<>();
    for (NodeJson node : nodes) {
      byName.put(
          node.service,
          new Node(
              new ServiceName(String.valueOf(node.service)),
              kind(node),
              node.userRps == null ? 0 : node.userRps,
              number(node.userSeconds)));
    }
    List<Link> all = new ArrayList<>(links.size());
    Set<String> pairs = new HashSet<>();
    for (LinkJson link : links) {
      for (String end : List.of(String.valueOf(link.client), String.valueOf(link.server))) {
        byName.computeIfAbsent(end, name -> new Node(new ServiceName(name), Node.Kind.INTERNAL));
      }
      if (!link.client.equals(link.server) && pairs.add(link.client + " " + link.server)) {
        all.add(link(link));
      }
    }
    return new DependencyGraph(List.copyOf(byName.values()), all);
  }

  /** What its services promise. */
  public Map<ServiceName, Promise> promises() {
    Map<ServiceName, Promise> all = new HashMap<>();
    for (NodeJson node : nodes) {
      if (node.target != null) {
        all.put(
            new ServiceName(node.service),
            new Promise(new Ratio(node.target), node.targetBasis == null ? "" : node.targetBasis));
      }
    }
    return all;
  }

  private static Node.Kind kind(NodeJson node) {
    String word = node.kind == null ? "internal" : node.kind;
    for (Node.Kind kind : Node.Kind.values()) {
      if (word(kind).equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "kind of "
            + node.service
            + ": "
            + word
            + " (expected: internal, database, queue, external)");
  }

  private static Link link(LinkJson link) {
    return new Link(
        new ServiceName(link.client),
        new ServiceName(link.server),
        link.async,
        coupling(link),
        link.declared,
        link.observed || link.rps != null
            ? new Edge.Traffic.Observed(
                link.rps == null ? 0 : link.rps,
                link.errorRatio == null ? 0 : link.errorRatio,
                number(link.averageSeconds),
                number(link.p99Seconds))
            : new Edge.Traffic.None());
  }

  private static Coupling coupling(LinkJson link) {
    Propagation shown = propagation(link.propagation);
    Strength strength =
        switch (link.strength == null ? "hard" : link.strength) {
          case "hard" -> Strength.HARD;
          case "soft" -> Strength.SOFT;
          default ->
              throw new IllegalArgumentException(
                  "strength of %s → %s: %s (expected: hard or soft)"
                      .formatted(link.client, link.server, link.strength));
        };
    return switch (link.basis == null ? "" : link.basis) {
      case "declared" -> new Coupling.Declared(strength, shown);
      case "estimated" -> new Coupling.Estimated(shown);
      case "queued" -> new Coupling.Queued();
      case "assumed" -> new Coupling.Assumed();
      case "" ->
          link.strength == null
              ? link.async ? new Coupling.Queued() : new Coupling.Assumed()
              : new Coupling.Declared(strength, shown);
      default ->
          throw new IllegalArgumentException(
              "basis of %s → %s: %s (expected: declared, estimated, assumed or queued)"
                  .formatted(link.client, link.server, link.basis));
    };
  }

  private static Propagation propagation(@Nullable PropagationJson json) {
    return json == null
        ? Propagation.NONE
        : new Propagation(
            json.windows,
            json.failedCalls,
            json.ratio,
            json.low,
            json.high == null ? Double.POSITIVE_INFINITY : json.high);
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Null when the value is no number: unknown is never zero. */
  static @Nullable Double known(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static double number(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }
}
