// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import dev.ballast.control.topology.Signals;
import dev.ballast.model.ServiceName;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A dependency that is declared and that nobody has been seen using, and why, as far as telemetry
 * tells.
 */
public record Gap(Link link, Reason reason, String text, Map<String, Double> numbers) {

  /** Why an edge is missing. */
  public enum Reason {
    /** The caller sends no spans at all. */
    CALLER_SILENT,
    /** The caller is known and did nothing. */
    CALLER_IDLE,
    /** The caller answers but has no spans of its calls. */
    CALLS_NOT_TRACED,
    /** Calls lost their other end, and the server has requests without a caller. */
    CONTEXT_LOST,
    /** Calls go to something that sends no spans, and do not name it. */
    NAMES_MISSING,
    /** Both ends are seen, and no call between them. */
    NO_TRAFFIC
  }

  public Gap {
    numbers = java.util.Collections.unmodifiableMap(new TreeMap<>(numbers));
  }

  /** All of a graph, by link. */
  public static List<Gap> all(DependencyGraph graph, Map<ServiceName, Signals> signals) {
    return graph.links().stream()
        .filter(link -> link.declared() && !link.isObserved())
        .map(link -> of(link, signals))
        .sorted(
            Comparator.comparing((Gap gap) -> gap.link().client())
                .thenComparing(g -> g.link().server()))
        .toList();
  }

  /** Drift the other way: what is used and not declared by a caller that declares something. */
  public static List<Link> undeclared(DependencyGraph graph) {
    java.util.Set<ServiceName> declaring = new java.util.HashSet<>();
    for (Link link : graph.links()) {
      if (link.declared()) {
        declaring.add(link.client());
      }
    }
    return graph.links().stream()
        .filter(link -> link.isObserved() && !link.declared() && declaring.contains(link.client()))
        .toList();
  }

  static Gap of(Link link, Map<ServiceName, Signals> signals) {
    Signals client = signals.getOrDefault(link.client(), Signals.NONE);
    Signals server = signals.getOrDefault(link.server(), Signals.NONE);
    Reason reason = reason(client, server);
    return new Gap(
        link,
        reason,
        text(link, reason),
        Map.of(
            "caller_requests", client.answers(),
            "caller_calls", client.calls(),
            "caller_calls_without_other_end", client.lostCalls(),
            "server_requests", server.answers(),
            "server_requests_without_caller", server.orphans()));
  }

  private static Reason reason(Signals client, Signals server) {
    if (!client.known()) {
      return Reason.CALLER_SILENT;
    }
    if (client.answers() == 0 && client.calls() == 0) {
      return Reason.CALLER_IDLE;
    }
    if (client.calls() == 0) {
      return Reason.CALLS_NOT_TRACED;
    }
    if (client.lostCalls() > 0 && server.orphans() > 0) {
      return Reason.CONTEXT_LOST;
    }
    return client.lostCalls() > 0 && !server.known() ? Reason.NAMES_MISSING : Reason.NO_TRAFFIC;
  }

  private static String text(Link link, Reason reason) {
    ServiceName client = link.client();
    ServiceName server = link.server();
    return switch (reason) {
      case CALLER_SILENT ->
          client + " sends no spans, so what it calls cannot be seen. Fix: instrument it";
      case CALLER_IDLE -> client + " is known and did nothing in the window";
      case CALLS_NOT_TRACED ->
          client
              + " answers requests but has no client spans. Fix: instrument the client that it"
              + " calls "
              + server
              + " with";
      case CONTEXT_LOST ->
          client
              + " has calls without another end and "
              + server
              + " has requests without a"
              + " caller: trace context does not get through. Fix: pass traceparent on";
      case NAMES_MISSING ->
          client
              + " has calls that name nobody, and "
              + server
              + " sends no spans. Fix: set"
              + " peer.service or server.address on the client's spans";
      case NO_TRAFFIC ->
          client
              + " sends spans of its calls, and none went to "
              + server
              + " in the window: not used now, or not any more";
    };
  }
}
