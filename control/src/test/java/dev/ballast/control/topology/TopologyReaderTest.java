// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.control.ScriptedMetrics;
import dev.ballast.model.Configuration;
import dev.ballast.model.Dependency;
import dev.ballast.model.Dependency.Strength;
import dev.ballast.model.Place;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import dev.ballast.promql.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class TopologyReaderTest {

  private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");

  private final ScriptedMetrics metrics = new ScriptedMetrics();

  @Test
  void readsEdgesWithWhatTheCallersSee() {
    metrics.edge("storefront", "us-east", "payments", "us-east", 20, 0.25);
    metrics.edge("payments", "us-east", "database", "eu-west", 40, 0);
    Topology topology = read(Configuration.EMPTY);
    assertThat(topology.edges()).hasSize(2);
    Edge edge = topology.callees(at("storefront", "us-east")).getFirst();
    assertThat(edge.server()).isEqualTo(at("payments", "us-east"));
    assertThat(edge.strength()).isEqualTo(Strength.HARD);
    assertThat(edge.declared()).isFalse();
    Edge.Traffic.Observed seen = (Edge.Traffic.Observed) edge.traffic();
    assertThat(seen.rps()).isEqualTo(20);
    assertThat(seen.errorRatio()).isCloseTo(0.25, within(1e-9));
    assertThat(seen.p99Seconds()).isNaN();
    assertThat(topology.callersOf(new ServiceName("database"))).hasSize(1);
    assertThat(topology.transitiveCallers(at("database", "eu-west")))
        .containsExactly(at("payments", "us-east"), at("storefront", "us-east"));
  }

  @Test
  void takesStrengthsFromTheDeclaredOnesAndAddsThoseNobodyUsed() {
    metrics.edge("storefront", "us-east", "reviews", "us-east", 20, 0);
    metrics.edge("storefront", "eu-west", "reviews", "eu-west", 20, 0);
    Topology topology =
        read(
            configuration(
                service("storefront", soft("reviews"), hard("payments")),
                service("batch", hard("payments"))));
    assertThat(topology.edges())
        .extracting(Edge::client, Edge::server, Edge::strength, Edge::declared, Edge::isObserved)
        .containsExactly(
            tuple(Place.whole(new ServiceName("batch")), whole("payments"), Strength.HARD, false),
            tuple(at("storefront", "eu-west"), at("payments", "eu-west"), Strength.HARD, false),
            tuple(at("storefront", "eu-west"), at("reviews", "eu-west"), Strength.SOFT, true),
            tuple(at("storefront", "us-east"), at("payments", "us-east"), Strength.HARD, false),
            tuple(at("storefront", "us-east"), at("reviews", "us-east"), Strength.SOFT, true));
  }

  @Test
  void leavesOutNamesThatNoResourceCanHave() {
    metrics.edge("a service with spaces", "", "payments", "", 20, 0);
    assertThat(read(Configuration.EMPTY).edges()).isEmpty();
  }

  @Test
  void aMessageThatNobodyDeclaredIsSoft() {
    EdgeMerge merge = new EdgeMerge(Configuration.EMPTY);
    merge.observe(
        Labels.of("client", "orders", "server", "mail", "connection_type", "messaging_system"),
        new Edge.Traffic.None());
    assertThat(merge.edges()).extracting(Edge::strength).containsExactly(Strength.SOFT);
  }

  @Test
  void survivesCyclesAndSelfCalls() {
    metrics.edge("a", "", "b", "", 1, 0);
    metrics.edge("b", "", "a", "", 1, 0);
    metrics.edge("b", "", "b", "", 1, 0);
    assertThat(read(Configuration.EMPTY).transitiveCallers(whole("a"))).containsExactly(whole("b"));
  }

  @Test
  void asksUnderTemposNames() {
    assertThat(GraphQueries.over(Duration.ofHours(1), Duration.ofMinutes(5)).byName())
        .containsEntry(
            "calls",
            "sum by (client, server, connection_type, client_cloud_region, server_cloud_region)"
                + " (increase(traces_service_graph_request_total[3600000ms])) > 0")
        .containsEntry(
            "p99_seconds",
            "histogram_quantile(0.99, sum by (le, client, server, connection_type,"
                + " client_cloud_region, server_cloud_region)"
                + " (rate(traces_service_graph_request_client_seconds_bucket[300000ms])))");
  }

  private Topology read(Configuration configuration) {
    return new TopologyReader(metrics, 1).read(configuration, NOW);
  }

  private static org.assertj.core.groups.Tuple tuple(
      Place client, Place server, Strength strength, boolean observed) {
    return org.assertj.core.groups.Tuple.tuple(client, server, strength, true, observed);
  }

  private static Configuration configuration(Service... services) {
    Map<ServiceName, Service> byName = new TreeMap<>();
    Arrays.stream(services).forEach(service -> byName.put(service.name(), service));
    return new Configuration(byName, Map.of(), Map.of(), Map.of());
  }

  private static Service service(String name, Dependency... dependencies) {
    return new Service(
        new ServiceName(name), "", "", Service.Kind.INTERNAL, Arrays.asList(dependencies));
  }

  private static Dependency hard(String to) {
    return new Dependency(new ServiceName(to), Strength.HARD);
  }

  private static Dependency soft(String to) {
    return new Dependency(new ServiceName(to), Strength.SOFT);
  }

  private static Place at(String service, String region) {
    return new Place(new ServiceName(service), region);
  }

  private static Place whole(String service) {
    return Place.whole(new ServiceName(service));
  }
}
