// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import dev.ballast.control.topology.graph.Components;
import dev.ballast.control.topology.graph.Csr;
import dev.ballast.model.ServiceName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds retries that multiply and timeouts that grow on the way down. */
public final class RetryLint {

  // When the last service fails, every caller tries again on its own: the attempts multiply along
  // the path; a budget bounds them for each hop. A caller that gives up before its callee does
  // leaves work going on for nobody.

  /** More attempts than this for one request are reported. */
  public static final int MOST_ATTEMPTS = 4;

  /** Something to change. */
  public sealed interface Finding {

    /** Attempts that reach the last service for one request at the first. */
    record Multiplied(List<ServiceName> path, double attempts) implements Finding {
      public Multiplied {
        path = List.copyOf(path);
      }
    }

    /** Retries on a cycle: nothing bounds the attempts. */
    record Circular(ServiceName client, ServiceName server, int attempts) implements Finding {}

    /** The callee still waits for its own callee when its caller has given up. */
    record TimeoutGrows(CallPolicy outer, CallPolicy inner) implements Finding {}

    /** An attempt may take less time than one call in a hundred needs. */
    record TooShort(CallPolicy policy, double p99Seconds) implements Finding {}

    /** What is wrong, and what to change. */
    default String text() {
      return switch (this) {
        case Multiplied(var path, double attempts) ->
            "%s: up to %.0f attempts at %s for one request (expected: at most %d). Fix: retry in one place only, or with a budget"
                .formatted(
                    String.join(" → ", path.stream().map(ServiceName::value).toList()),
                    attempts,
                    path.getLast(),
                    MOST_ATTEMPTS);
        case Circular(var client, var server, int attempts) ->
            "%s → %s: %d attempts on a cycle, so nothing bounds them (expected: 1). Fix: do not retry there"
                .formatted(client, server, attempts);
        case TimeoutGrows(var outer, var inner) ->
            "%s → %s waits up to %s, but %s gives up on %s after %s (expected: less below than above). Fix: at most %s in all at %s"
                .formatted(
                    inner.client(),
                    inner.server(),
                    text(inner.longest()),
                    outer.client(),
                    outer.server(),
                    text(outer.attempt()),
                    text(outer.attempt()),
                    inner.client());
        case TooShort(var policy, double p99) ->
            "%s → %s: an attempt ends after %s, and one call in a hundred takes %s (expected: more than that). Fix: at least %s"
                .formatted(
                    policy.client(), policy.server(), text(policy.attempt()), text(p99), text(p99));
      };
    }

    private static String text(Duration duration) {
      return duration.isZero() ? "without end" : text(duration.toNanos() / 1e9);
    }

    private static String text(double seconds) {
      return Math.round(seconds * 1000) + " ms";
    }
  }

  private final DependencyGraph graph;
  private final Map<Integer, CallPolicy> policies = new HashMap<>();

  private RetryLint(DependencyGraph graph, List<CallPolicy> all) {
    this.graph = graph;
    Map<String, CallPolicy> byPair = new HashMap<>();
    all.forEach(policy -> byPair.put(policy.client() + " " + policy.server(), policy));
    for (int i = 0; i < graph.links().size(); i++) {
      Link link = graph.links().get(i);
      CallPolicy policy = byPair.get(link.client() + " " + link.server());
      if (policy != null && !link.async()) {
        policies.put(i, policy);
      }
    }
  }

  /** Findings, the worst of each kind first; policies of calls that the graph lacks are ignored. */
  public static List<Finding> of(DependencyGraph graph, List<CallPolicy> policies) {
    RetryLint lint = new RetryLint(graph, policies);
    List<Finding> findings = new ArrayList<>();
    lint.attempts(findings);
    lint.timeouts(findings);
    lint.slow(findings);
    return List.copyOf(findings);
  }

  /** The most attempts that reach each service, callers before callees. */
  private void attempts(List<Finding> findings) {
    Csr calls = graph.calls();
    Components components = Components.of(calls);
    int n = graph.size();
    Integer[] order = new Integer[n];
    Arrays.setAll(order, v -> v);
    Arrays.sort(order, Comparator.comparingInt(v -> -components.of(v)));
    double[] most = new double[n];
    Arrays.fill(most, 1);
    int[] from = new int[n];
    Arrays.fill(from, -1);
    boolean[] goesOn = new boolean[n];
    for (int v : order) {
      for (int slot = calls.first(v); slot < calls.end(v); slot++) {
        int w = calls.target(slot);
        CallPolicy policy = policies.get(calls.edge(slot));
        double load = policy == null ? 1 : policy.load();
        if (components.of(v) == components.of(w)) {
          if (policy != null && load > 1) {
            findings.add(new Finding.Circular(graph.name(v), graph.name(w), policy.attempts()));
          }
        } else if (most[v] * load > most[w]) {
          most[w] = most[v] * load;
          from[w] = v;
        }
      }
    }
    for (int v = 0; v < n; v++) {
      if (from[v] >= 0 && most[v] > most[from[v]]) {
        goesOn[from[v]] = true;
      }
    }
    List<Finding.Multiplied> multiplied = new ArrayList<>();
    for (int v = 0; v < n; v++) {
      if (most[v] > MOST_ATTEMPTS && !goesOn[v] && most[v] > most[Math.max(0, from[v])]) {
        List<ServiceName> path = new ArrayList<>();
        for (int at = v; at >= 0; at = from[at]) {
          path.addFirst(graph.name(at));
        }
        multiplied.add(new Finding.Multiplied(path, most[v]));
      }
    }
    multiplied.sort(Comparator.comparingDouble(found -> -found.attempts()));
    findings.addAll(multiplied);
  }

  private void timeouts(List<Finding> findings) {
    Csr calls = graph.calls();
    for (int v = 0; v < graph.size(); v++) {
      for (int slot = calls.first(v); slot < calls.end(v); slot++) {
        CallPolicy outer = policies.get(calls.edge(slot));
        int w = calls.target(slot);
        for (int next = calls.first(w);
            outer != null && !outer.attempt().isZero() && next < calls.end(w);
            next++) {
          CallPolicy inner = policies.get(calls.edge(next));
          if (inner != null
              && (inner.longest().isZero() || inner.longest().compareTo(outer.attempt()) > 0)) {
            findings.add(new Finding.TimeoutGrows(outer, inner));
          }
        }
      }
    }
  }

  private void slow(List<Finding> findings) {
    policies.forEach(
        (edge, policy) -> {
          double p99 = graph.links().get(edge).p99Seconds();
          if (!policy.attempt().isZero() && policy.attempt().toNanos() / 1e9 < p99) {
            findings.add(new Finding.TooShort(policy, p99));
          }
        });
  }
}
