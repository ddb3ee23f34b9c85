// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.model.ServiceName;
import dev.ballast.testkit.Property;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class GraphAnalysisTest {

  @Test
  void countsWhatDiesAndNotWhoCalls() {
    GraphAnalysis analysis = Shops.document().analysis();
    assertThat(analysis.weighting()).isEqualTo(GraphAnalysis.Weighting.EQUAL);
    assertThat(analysis.services().stream().map(s -> s.service().value()))
        .startsWith("database", "user-service");
    check(analysis, "database", 3, 3, 2, 1);
    check(analysis, "user-service", 2, 2, 2, 1);
    check(analysis, "auth", 1, 1, 1, 0.5);
    check(analysis, "inventory", 1, 1, 1, 0.5);
    check(analysis, "warehouse", 1, 2, 1, 0.5);
    check(analysis, "orders", 0, 0, 1, 0.5);
  }

  private static void check(
      GraphAnalysis analysis, String name, int callers, int dependents, int entries, double share) {
    Criticality s = service(analysis, name);
    assertThat(s.callers()).as(name).isEqualTo(callers);
    assertThat(s.dependents()).as(name).isEqualTo(dependents);
    assertThat(s.entryPoints()).as(name).isEqualTo(entries);
    assertThat(s.share()).as(name).isCloseTo(share, within(1e-12));
  }

  private static Criticality service(GraphAnalysis analysis, String name) {
    return analysis.of(new ServiceName(name)).orElseThrow();
  }

  @Test
  void weighsByTrafficOfUsersWhereItIsSeen() {
    GraphAnalysis analysis =
        Shops.document().users("payments", 10, 0.1).users("orders", 30, 0.1).analysis();
    assertThat(analysis.weighting()).isEqualTo(GraphAnalysis.Weighting.TRAFFIC);
    assertThat(service(analysis, "auth").share()).isCloseTo(0.25, within(1e-12));
    assertThat(service(analysis, "warehouse").userRps()).isCloseTo(30, within(1e-9));
  }

  @Test
  void aSoftDependencyKillsNobody() {
    GraphAnalysis analysis = new Shops().needs("web", "db").uses("web", "ads").analysis();
    assertThat(service(analysis, "ads").share()).isZero();
    assertThat(service(analysis, "db").share()).isEqualTo(1);
  }

  /** 0.1 % at each of two entry points; what both need gets half the part of what one needs. */
  @Test
  void asksMostOfWhatMostPromisesHangOn() {
    GraphAnalysis analysis = Shops.document().analysis();
    double goal = -Math.log(0.999);
    assertThat(service(analysis, "database").needs()).isCloseTo(Math.exp(-goal / 8), within(1e-12));
    assertThat(service(analysis, "user-service").needs())
        .isCloseTo(Math.exp(-goal / 8), within(1e-12));
    assertThat(service(analysis, "auth").needs()).isCloseTo(Math.exp(-goal / 3), within(1e-12));
    assertThat(service(analysis, "warehouse").needs())
        .isCloseTo(Math.exp(-goal / 4), within(1e-12));
    // Its own quarter, warehouse's quarter and database's eighth.
    assertThat(service(analysis, "inventory").needs())
        .isCloseTo(Math.exp(-goal * 5 / 8), within(1e-12));
    assertThat(service(analysis, "orders").needs()).isCloseTo(0.999, within(1e-12));
  }

  @Test
  void findsTheFallbackThatStopsMostAndTheServiceWorthMost() {
    GraphAnalysis analysis = Shops.document().analysis();
    assertThat(analysis.investments().stream().limit(3).map(c -> c.change().toString()))
        .containsExactlyInAnyOrder(
            new Cut.Change.Fallback(new ServiceName("orders"), new ServiceName("inventory"))
                .toString(),
            new Cut.Change.Harden(new ServiceName("database")).toString(),
            new Cut.Change.Harden(new ServiceName("user-service")).toString());
    assertThat(analysis.investments().getFirst().gain()).isCloseTo(1 / 4.5, within(1e-12));
    assertThat(analysis.investments().getFirst().spares())
        .containsExactly(new ServiceName("inventory"), new ServiceName("warehouse"));
  }

  @Test
  void aimsExperimentsAtWhatMostHangsOnAndNobodyHasSeenFailing() {
    assertThat(Shops.document().analysis().experiments().stream().map(e -> e.target().value()))
        .startsWith("database", "user-service", "inventory");
  }

  @Test
  void saysWhatCannotBePromisedAndCountsASharedDependencyOnce() {
    GraphAnalysis analysis =
        new Shops()
            .needs("web", "a", "b")
            .needs("a", "db")
            .needs("b", "db")
            .promises("web", 0.9999)
            .promises("a", 0.998)
            .promises("b", 0.998)
            .promises("db", 0.999)
            .analysis();
    Feasibility web = analysis.infeasible().getFirst();
    assertThat(analysis.infeasible()).hasSize(1);
    // db once, and what a and b add to it of their own: 0.998 / 0.999 each.
    double own = 0.998 / 0.999;
    assertThat(web.best()).isCloseTo(0.999 * own * own, within(1e-12));
    assertThat(web.dependencies()).isEqualTo(3);
    assertThat(web.each()).isCloseTo(Math.pow(0.9999, 0.25), within(1e-12));
    assertThat(web.culprits()).hasSize(3);
    assertThat(web.remedies().getFirst().best()).isCloseTo(0.999 * own, within(1e-12));
  }

  @Test
  void aPromiseThatEqualsItsOnlyNeedIsFeasible() {
    GraphAnalysis analysis =
        new Shops().needs("web", "db").promises("web", 0.999).promises("db", 0.999).analysis();
    assertThat(analysis.infeasible()).isEmpty();
  }

  @Test
  void reportsCyclesAndSurvivesThem() {
    GraphAnalysis analysis =
        new Shops().needs("web", "a").needs("a", "b").needs("b", "a", "db").analysis();
    assertThat(analysis.cycles())
        .containsExactly(
            new Cycle(java.util.List.of(new ServiceName("a"), new ServiceName("b")), 2));
    assertThat(service(analysis, "a").dependents()).isEqualTo(2);
    assertThat(service(analysis, "db").dependents()).isEqualTo(3);
  }

  @Test
  void nothingIsKnownOfAnEmptyGraph() {
    GraphAnalysis analysis = new Shops().analysis();
    assertThat(analysis.services()).isEmpty();
    assertThat(analysis.investments()).isEmpty();
    assertThat(Answer.all(analysis)).isEmpty();
  }

  /** Shares, gains and best availabilities against searches that take edges away one by one. */
  @Test
  void agreesWithPlainSearchesOnRandomGraphs() {
    Property.forAll(
        20,
        150,
        GraphAnalysisTest::random,
        shop -> {
          DependencyGraph graph = shop.graph();
          GraphAnalysis analysis = shop.analysis();
          double total = failing(graph, null);
          for (Cut cut : analysis.investments()) {
            if (cut.change()
                instanceof Cut.Change.Fallback(ServiceName client, ServiceName server)) {
              Link gone =
                  graph.links().stream()
                      .filter(l -> l.client().equals(client) && l.server().equals(server))
                      .findFirst()
                      .orElseThrow();
              assertThat(cut.gain())
                  .as("%s", gone)
                  .isCloseTo((total - failing(graph, gone)) / total, within(1e-9));
            }
          }
          for (Criticality s : analysis.services()) {
            double lost = 0;
            double all = 0;
            for (Node node : graph.nodes()) {
              all += node.userRps();
              lost += needs(graph, node.name(), null).contains(s.service()) ? node.userRps() : 0;
            }
            assertThat(s.share()).as("%s", s.service()).isCloseTo(lost / all, within(1e-9));
          }
        });
  }

  private static Shops random(RandomGenerator random) {
    Shops shop = new Shops();
    int n = 3 + random.nextInt(9);
    Set<String> pairs = new HashSet<>();
    for (int i = 0; i < 2 * n; i++) {
      String a = "s" + random.nextInt(n);
      String b = "s" + random.nextInt(n);
      if (!a.equals(b) && pairs.add(a + b)) {
        if (random.nextInt(4) == 0) {
          shop.uses(a, b);
        } else {
          shop.needs(a, b);
        }
      }
    }
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      shop.users("s" + random.nextInt(n), 1 + random.nextInt(9), 0.1);
    }
    return shop;
  }

  /** Failures that reach users when every service fails equally often, weighted by traffic. */
  private static double failing(
      DependencyGraph graph, @org.jspecify.annotations.Nullable Link gone) {
    return graph.nodes().stream()
        .mapToDouble(node -> node.userRps() * needs(graph, node.name(), gone).size())
        .sum();
  }

  private static Set<ServiceName> needs(
      DependencyGraph graph, ServiceName from, @org.jspecify.annotations.Nullable Link gone) {
    Set<ServiceName> seen = new HashSet<>(Set.of(from));
    ArrayDeque<ServiceName> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      ServiceName client = open.remove();
      for (Link link : graph.links()) {
        if (!link.equals(gone)
            && link.client().equals(client)
            && link.coupling().isHard()
            && seen.add(link.server())) {
          open.add(link.server());
        }
      }
    }
    return seen;
  }
}
