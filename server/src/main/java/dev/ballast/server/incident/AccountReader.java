// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.incident;

import dev.ballast.control.incident.account.Accounts;
import dev.ballast.control.incident.account.Compared;
import dev.ballast.control.incident.account.Link;
import dev.ballast.control.incident.account.Tally;
import dev.ballast.control.incident.explain.Inquiry.Windows;
import dev.ballast.control.incident.explain.VersionTally;
import dev.ballast.control.topology.pairs.CallPair;
import dev.ballast.control.topology.pairs.PairSource;
import dev.ballast.control.topology.pairs.Red;
import dev.ballast.model.Place;
import dev.ballast.promql.Labels;
import dev.ballast.telemetry.query.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads what places answered and exchanged, in two windows, from the series that spans are counted
 * into (Grafana Tempo's names): 16 queries, however many places there are.
 */
final class AccountReader {

  private static final String SERVER = "span_kind=~\"SPAN_KIND_SERVER|SPAN_KIND_CONSUMER\"";
  private static final String OWN = "traces_spanmetrics_";
  private static final String CALLS = "traces_service_graph_request_";
  private static final String PLACE = "service, cloud_region, service_version";
  private static final String EDGE =
      "client, server, connection_type, client_cloud_region, server_cloud_region";

  private final MetricQuery metrics;
  private final List<PairSource> meshes;
  private final Increases increases;

  /**
   * @param meshes whose own counts are read where no span tells of a call
   */
  AccountReader(MetricQuery metrics, List<PairSource> meshes) {
    this.metrics = metrics;
    this.meshes = meshes;
    this.increases = new Increases(metrics);
  }

  /** Both at once, since they come from the same answers. */
  record Read(Accounts accounts, List<VersionTally> versions) {}

  Read read(Windows windows) {
    Map<Labels, Tally> usual = answers(windows.usualFrom(), windows.usualTo());
    Map<Labels, Tally> now = answers(windows.onset(), windows.to());
    SortedMap<Place, Compared> places = new TreeMap<>();
    List<VersionTally> versions = new ArrayList<>();
    for (Labels labels : both(usual, now)) {
      Optional<Place> place = Increases.place(labels.get("service"), labels.get("cloud_region"));
      Compared compared =
          new Compared(
              usual.getOrDefault(labels, Tally.NONE), now.getOrDefault(labels, Tally.NONE));
      place.ifPresent(
          p -> {
            places.merge(p, compared, Compared::plus);
            if (!labels.get("service_version").isEmpty()) {
              versions.add(new VersionTally(p, labels.get("service_version"), compared));
            }
          });
    }
    List<Link> links = new ArrayList<>(links(windows));
    for (PairSource mesh : meshes) {
      links.addAll(
          MeshLinks.missing(
              links,
              pairs(mesh, windows.usualFrom(), windows.usualTo()),
              pairs(mesh, windows.onset(), windows.to())));
    }
    return new Read(new Accounts(places, links), versions);
  }

  private Map<CallPair, Red> pairs(PairSource mesh, Instant from, Instant to) {
    Duration length = Duration.between(from, to);
    return mesh.read(metrics, to, length, length).pairs();
  }

  private Map<Labels, Tally> answers(Instant from, Instant to) {
    return tallies(
        PLACE,
        OWN + "calls_total{" + SERVER + "}",
        OWN + "calls_total{" + SERVER + ",status_code=\"STATUS_CODE_ERROR\"}",
        OWN + "latency_sum{" + SERVER + "}",
        from,
        to);
  }

  private List<Link> links(Windows windows) {
    Map<Labels, Tally> seenBefore = seen(windows.usualFrom(), windows.usualTo());
    Map<Labels, Tally> seenNow = seen(windows.onset(), windows.to());
    Map<Labels, Tally> toldBefore = told(windows.usualFrom(), windows.usualTo());
    Map<Labels, Tally> toldNow = told(windows.onset(), windows.to());
    Map<Link.Key, Link> links = new HashMap<>();
    for (Labels labels : both(seenBefore, seenNow)) {
      Optional<Place> client =
          Increases.place(labels.get("client"), labels.get("client_cloud_region"));
      Optional<Place> server =
          Increases.place(labels.get("server"), labels.get("server_cloud_region"));
      if (client.isPresent() && server.isPresent() && !isOfUsers(labels)) {
        Link link =
            new Link(
                client.get(),
                server.get(),
                compared(labels, seenBefore, seenNow),
                compared(labels, toldBefore, toldNow));
        links.merge(link.key(), link, AccountReader::plus);
      }
    }
    return links.values().stream()
        .sorted(Comparator.comparing(Link::client).thenComparing(Link::server))
        .toList();
  }

  /**
   * Whoever calls from outside: Tempo makes up a node for them, and nobody is there to be asked.
   */
  private static boolean isOfUsers(Labels labels) {
    return labels.get("client").equals("user")
        && labels.get("connection_type").equals("virtual_node");
  }

  private static Compared compared(
      Labels labels, Map<Labels, Tally> before, Map<Labels, Tally> after) {
    return new Compared(
        before.getOrDefault(labels, Tally.NONE), after.getOrDefault(labels, Tally.NONE));
  }

  private static Link plus(Link a, Link b) {
    return new Link(
        a.client(), a.server(), a.seen().plus(b.seen()), a.answered().plus(b.answered()));
  }

  private Map<Labels, Tally> seen(Instant from, Instant to) {
    return tallies(
        EDGE, CALLS + "total", CALLS + "failed_total", CALLS + "client_seconds_sum", from, to);
  }

  private Map<Labels, Tally> told(Instant from, Instant to) {
    return tallies(EDGE, CALLS + "total", "", CALLS + "server_seconds_sum", from, to);
  }

  private Map<Labels, Tally> tallies(
      String by, String calls, String failed, String seconds, Instant from, Instant to) {
    Map<Labels, Double> all = increases.perSecond(by, calls, from, to);
    Map<Labels, Double> bad =
        failed.isEmpty() ? Map.of() : increases.perSecond(by, failed, from, to);
    Map<Labels, Double> time = increases.perSecond(by, seconds, from, to);
    Map<Labels, Tally> tallies = new HashMap<>();
    all.forEach(
        (labels, count) ->
            tallies.put(
                labels,
                new Tally(count, bad.getOrDefault(labels, 0.0), time.getOrDefault(labels, 0.0))));
    return tallies;
  }

  private static Set<Labels> both(Map<Labels, ?> one, Map<Labels, ?> other) {
    Set<Labels> all = new HashSet<>(one.keySet());
    all.addAll(other.keySet());
    return all;
  }
}
