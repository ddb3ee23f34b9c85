// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.control.topology.Edge;
import dev.ballast.control.topology.Pair;
import dev.ballast.control.topology.Propagation;
import dev.ballast.control.topology.Signals;
import dev.ballast.control.topology.Topology;
import dev.ballast.model.Configuration;
import dev.ballast.model.Dependency;
import dev.ballast.model.Dependency.Strength;
import dev.ballast.model.Place;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GraphMakerTest {

  private static final ServiceName WEB = new ServiceName("web");
  private static final ServiceName DB = new ServiceName("db");

  @Test
  void addsRegionsUpAndKeepsUsersOutOfTheGraph() {
    DependencyGraph graph =
        make(
            Configuration.EMPTY,
            Map.of(),
            edge("user", "", "web", "eu", "virtual_node", 30, 0, 0.2),
            edge("user", "", "web", "us", "virtual_node", 10, 0, 0.4),
            edge("web", "eu", "db", "eu", "database", 60, 0.1, 0.01),
            edge("web", "us", "db", "us", "database", 20, 0.5, 0.03));
    assertThat(graph.nodes())
        .containsExactly(
            new Node(DB, Node.Kind.DATABASE), new Node(WEB, Node.Kind.INTERNAL, 40, 0.25));
    Link link = graph.links().getFirst();
    assertThat(graph.links()).hasSize(1);
    assertThat(link.rps()).isEqualTo(80);
    assertThat(((Edge.Traffic.Observed) link.traffic()).errorRatio()).isCloseTo(0.2, within(1e-12));
    assertThat(link.averageSeconds()).isCloseTo(0.015, within(1e-12));
    assertThat(link.coupling()).isEqualTo(new Coupling.Assumed());
  }

  @Test
  void tellsWhatThingsAreByHowTheyAreCalled() {
    DependencyGraph graph =
        make(
            Configuration.EMPTY,
            Map.of(new ServiceName("twilio"), new Signals(true, 1, 0, 0, 0)),
            edge("web", "", "api.stripe.com", "", "virtual_node", 1, 0, 0),
            edge("web", "", "twilio", "", "virtual_node", 1, 0, 0),
            edge("web", "", "order-placed", "", "messaging_system", 1, 0, 0),
            edge("order-placed", "", "mail", "", "messaging_system", 1, 0, 0));
    assertThat(kind(graph, "api.stripe.com")).isEqualTo(Node.Kind.EXTERNAL);
    assertThat(kind(graph, "twilio")).isEqualTo(Node.Kind.INTERNAL);
    assertThat(kind(graph, "order-placed")).isEqualTo(Node.Kind.QUEUE);
    assertThat(kind(graph, "mail")).isEqualTo(Node.Kind.INTERNAL);
    assertThat(graph.links()).filteredOn(Link::async).hasSize(2);
    assertThat(graph.links())
        .filteredOn(Link::async)
        .allSatisfy(link -> assertThat(link.coupling()).isEqualTo(new Coupling.Queued()));
  }

  @Test
  void believesWhatIsStatedThenWhatIsMeasuredThenTheWorst() {
    Propagation soft = new Propagation(5, 1000, 0.01, 0, 0.02);
    Propagation hard = new Propagation(5, 1000, 0.9, 0.8, 1);
    Service web =
        new Service(
            WEB,
            "",
            "",
            Service.Kind.INTERNAL,
            List.of(
                new Dependency(DB, Strength.SOFT),
                Dependency.unstated(new ServiceName("ads")),
                Dependency.unstated(new ServiceName("geo"))));
    DependencyGraph graph =
        GraphMaker.of(
            Topology.EMPTY,
            configuration(web),
            Map.of(new Pair(WEB, DB), hard, new Pair(WEB, new ServiceName("ads")), soft),
            Map.of());
    assertThat(graph.links()).isEmpty();
    graph =
        GraphMaker.of(
            Topology.declared(configuration(web)),
            configuration(web),
            Map.of(new Pair(WEB, DB), hard, new Pair(WEB, new ServiceName("ads")), soft),
            Map.of());
    assertThat(graph.links())
        .extracting(link -> link.server().value() + " " + link.coupling().basis())
        .containsExactly("ads estimated", "db declared", "geo assumed");
    assertThat(graph.links())
        .extracting(link -> link.coupling().isHard())
        .containsExactly(false, false, true);
    assertThat(graph.links())
        .extracting(link -> link.coupling().isContradicted())
        .containsExactly(false, true, false);
    assertThat(graph.links().get(1).coupling().text())
        .isEqualTo(
            "soft: declared, but 1000 failed calls failed 900 requests (0.90 each, 95 % interval"
                + " 0.80 to 1.00)");
  }

  private static Node.Kind kind(DependencyGraph graph, String name) {
    return graph.node(graph.number(new ServiceName(name)).orElseThrow()).kind();
  }

  private static Configuration configuration(Service service) {
    return new Configuration(Map.of(service.name(), service), Map.of(), Map.of(), Map.of());
  }

  private static DependencyGraph make(
      Configuration configuration, Map<ServiceName, Signals> signals, Edge... edges) {
    return GraphMaker.of(
        new Topology(
            List.of(edges), Duration.ofHours(1), Duration.ofMinutes(5), Map.of(), Instant.EPOCH),
        configuration,
        Map.of(),
        signals);
  }

  private static Edge edge(
      String client,
      String clientRegion,
      String server,
      String serverRegion,
      String type,
      double rps,
      double errors,
      double seconds) {
    return new Edge(
        new Place(new ServiceName(client), clientRegion),
        new Place(new ServiceName(server), serverRegion),
        type,
        Strength.HARD,
        false,
        new Edge.Traffic.Observed(rps, errors, seconds, Double.NaN));
  }
}
