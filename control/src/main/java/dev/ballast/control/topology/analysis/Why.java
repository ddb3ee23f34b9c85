// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import dev.ballast.control.topology.Signals;
import dev.ballast.control.topology.graph.Csr;
import dev.ballast.control.topology.graph.Ways;
import dev.ballast.model.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Whether one service fails with another, and along which ways.
 *
 * @param paths over hard dependencies, shortest first; otherwise the shortest over any
 * @param complete there are no other paths
 * @param missing the first link that does not carry a failure, as text; empty when all do
 */
public record Why(
    ServiceName from,
    ServiceName to,
    Verdict verdict,
    List<List<Link>> paths,
    boolean complete,
    String text,
    String missing) {

  /** How the one depends on the other. */
  public enum Verdict {
    /** It fails with it. */
    HARD,
    /** It uses it, and goes on without. */
    SOFT,
    /** It was not seen, and not declared, to use it. */
    NONE
  }

  private static final int MOST = 50;

  public Why {
    paths = paths.stream().map(List::copyOf).toList();
  }

  /**
   * Looks for ways between two services of the graph.
   *
   * @param signals what telemetry sees of services; empty when nobody looked
   */
  public static Why of(
      DependencyGraph graph, ServiceName from, ServiceName to, Map<ServiceName, Signals> signals) {
    int a = graph.number(from).orElseThrow();
    int b = graph.number(to).orElseThrow();
    Csr hard = graph.hard();
    Ways ways = Ways.between(hard, hard.reversed(), a, b, MOST);
    if (!ways.slots().isEmpty()) {
      List<List<Link>> paths =
          ways.slots().stream().map(slots -> links(graph, hard, slots)).toList();
      return new Why(
          from, to, Verdict.HARD, paths, ways.complete(), hardText(from, to, paths, ways), "");
    }
    Csr calls = graph.calls();
    Ways any = Ways.between(calls, calls.reversed(), a, b, 1);
    if (!any.slots().isEmpty()) {
      List<Link> path = links(graph, calls, any.slots().getFirst());
      Link soft = path.stream().filter(l -> !l.coupling().isHard()).findFirst().orElseThrow();
      return new Why(
          from,
          to,
          Verdict.SOFT,
          List.of(path),
          any.complete(),
          from + " uses " + to + ", and no way is hard all along: it goes on without.",
          soft + " is " + soft.coupling().text());
    }
    return new Why(
        from,
        to,
        Verdict.NONE,
        List.of(),
        true,
        from
            + " does not depend on "
            + to
            + ", as far as anybody declared or saw."
            + reverse(graph, b, a),
        missing(graph, a, b, signals));
  }

  private static List<Link> links(DependencyGraph graph, Csr csr, List<Integer> slots) {
    List<Link> links = new ArrayList<>(slots.size());
    slots.forEach(slot -> links.add(graph.links().get(csr.edge(slot))));
    return links;
  }

  private static String hardText(
      ServiceName from, ServiceName to, List<List<Link>> paths, Ways ways) {
    String count = (ways.complete() ? "" : "more than ") + paths.size();
    Link shared = shared(paths);
    return "%s fails when %s fails, over %s %s. %s"
        .formatted(
            from,
            to,
            count,
            paths.size() == 1 ? "way" : "ways",
            shared != null && ways.complete()
                ? "A fallback at " + shared + " would stop it."
                : "No single fallback would stop it.");
  }

  /** The first link that all ways share. */
  private static @org.jspecify.annotations.Nullable Link shared(List<List<Link>> paths) {
    return paths.getFirst().stream()
        .filter(link -> paths.stream().allMatch(path -> path.contains(link)))
        .findFirst()
        .orElse(null);
  }

  private static String reverse(DependencyGraph graph, int from, int to) {
    return Ways.distances(graph.hard().reversed(), to)[from] == Integer.MAX_VALUE
        ? ""
        : " It is the other way round: " + graph.name(from) + " needs " + graph.name(to) + ".";
  }

  private static String missing(
      DependencyGraph graph, int a, int b, Map<ServiceName, Signals> signals) {
    int[] reached = Ways.distances(graph.calls(), a);
    long count = java.util.Arrays.stream(reached).filter(d -> d != Integer.MAX_VALUE).count() - 1;
    Csr callers = graph.calls().reversed();
    List<String> names = new ArrayList<>();
    for (int slot = callers.first(b); slot < callers.end(b); slot++) {
      names.add(graph.name(callers.target(slot)).value());
    }
    names.sort(null);
    String known =
        names.isEmpty()
            ? "nobody is known to call " + graph.name(b)
            : graph.name(b)
                + " is called by "
                + names.stream().limit(6).collect(Collectors.joining(", "))
                + (names.size() > 6 ? " and " + (names.size() - 6) + " more" : "")
                + ", none of which "
                + graph.name(a)
                + " reaches";
    return "%s reaches %d services; %s%s"
        .formatted(graph.name(a), count, known, blind(graph.name(a), graph.name(b), signals));
  }

  /** Why an edge could be there all the same. */
  private static String blind(ServiceName from, ServiceName to, Map<ServiceName, Signals> signals) {
    if (signals.isEmpty()) {
      return "";
    }
    Signals client = signals.getOrDefault(from, Signals.NONE);
    Signals server = signals.getOrDefault(to, Signals.NONE);
    if (!client.known()) {
      return ". " + from + " sends no spans, so its calls cannot be seen";
    }
    if (client.answers() > 0 && client.calls() == 0) {
      return ". " + from + " has no client spans, so its calls cannot be seen";
    }
    if (server.orphans() > 0) {
      return ". " + to + " has requests whose caller's span never came, so a caller may be missing";
    }
    return client.lostCalls() > 0
        ? ". " + from + " has calls that name nobody, so a callee may be missing"
        : "";
  }
}
