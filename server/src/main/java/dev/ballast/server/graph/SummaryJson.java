// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.graph;

import static dev.ballast.server.graph.GraphDocument.word;

import dev.ballast.control.topology.analysis.Bottleneck;
import dev.ballast.control.topology.analysis.Gap;
import dev.ballast.control.topology.analysis.GraphAnalysis;
import dev.ballast.control.topology.analysis.Link;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A graph at a glance: its size, what is odd about it, and where time goes. */
public record SummaryJson(
    String sentence,
    Map<String, Integer> services,
    Map<String, Integer> links,
    int entryPoints,
    double userRps,
    List<String> singlePoints,
    int singlePointCount,
    List<CriticalJson.CycleJson> cycles,
    List<ContradictionJson> contradicted,
    List<GapJson> gaps,
    List<LinkName> undeclared,
    List<BottleneckJson> bottlenecks,
    Instant evaluatedAt) {

  private static final int LISTED = 50;

  /** Two ends. */
  public record LinkName(String client, String server) {}

  /** Telemetry says the opposite of what somebody wrote. */
  public record ContradictionJson(String client, String server, String text) {}

  /** Declared and not seen, with the reason. */
  public record GapJson(
      String client, String server, String reason, String text, Map<String, Double> numbers) {}

  /** Where an entry point's time goes. */
  public record BottleneckJson(
      String entry, double seconds, boolean parallel, List<HopJson> path, List<HopJson> hops) {}

  /** A service's own part. */
  public record HopJson(String service, double share, double seconds) {}

  public static SummaryJson of(GraphView view) {
    GraphAnalysis a = view.analysis();
    Map<String, Integer> kinds = new TreeMap<>();
    view.graph().nodes().forEach(node -> kinds.merge(word(node.kind()), 1, Integer::sum));
    Map<String, Integer> links = new TreeMap<>();
    links.put("all", view.graph().links().size());
    links.put("hard", count(view, link -> link.coupling().isHard()));
    links.put("soft", count(view, link -> !link.coupling().isHard()));
    links.put("async", count(view, Link::async));
    links.put("observed", count(view, Link::isObserved));
    links.put("declared", count(view, Link::declared));
    links.put("verified", count(view, link -> link.coupling().isVerified()));
    List<String> single = GraphSentences.singlePoints(a).stream().map(Object::toString).toList();
    return new SummaryJson(
        GraphSentences.overall(view),
        kinds,
        links,
        a.entryPoints(),
        a.userRps(),
        single.stream().limit(LISTED).toList(),
        single.size(),
        a.cycles().stream().limit(LISTED).map(CriticalJson::cycle).toList(),
        view.graph().links().stream()
            .filter(link -> link.coupling().isContradicted())
            .limit(LISTED)
            .map(
                link ->
                    new ContradictionJson(
                        link.client().value(), link.server().value(), link.coupling().text()))
            .toList(),
        view.gaps().stream().limit(LISTED).map(SummaryJson::gap).toList(),
        view.undeclared().stream()
            .limit(LISTED)
            .map(link -> new LinkName(link.client().value(), link.server().value()))
            .toList(),
        view.bottlenecks().stream().map(SummaryJson::bottleneck).toList(),
        view.at());
  }

  private static int count(GraphView view, Predicate<Link> wanted) {
    return (int) view.graph().links().stream().filter(wanted).count();
  }

  private static GapJson gap(Gap gap) {
    return new GapJson(
        gap.link().client().value(),
        gap.link().server().value(),
        word(gap.reason()),
        gap.text(),
        gap.numbers());
  }

  private static BottleneckJson bottleneck(Bottleneck b) {
    return new BottleneckJson(
        b.entry().value(), b.seconds(), b.parallel(), hops(b.path()), hops(b.hops()));
  }

  private static List<HopJson> hops(List<Bottleneck.Hop> hops) {
    return hops.stream()
        .map(hop -> new HopJson(hop.service().value(), hop.share(), hop.seconds()))
        .toList();
  }
}
