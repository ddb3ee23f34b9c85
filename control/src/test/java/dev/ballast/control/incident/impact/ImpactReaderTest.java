// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.impact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.control.health.HealthSnapshot;
import dev.ballast.control.health.ServiceHealth;
import dev.ballast.control.incident.Evidence;
import dev.ballast.control.incident.Impact;
import dev.ballast.control.slo.Budget;
import dev.ballast.control.slo.Coverage;
import dev.ballast.control.slo.Exhaustion;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.control.slo.SloWindow;
import dev.ballast.control.slo.Split;
import dev.ballast.control.slo.WindowEvents;
import dev.ballast.control.slo.replay.Span;
import dev.ballast.control.topology.Edge;
import dev.ballast.control.topology.Topology;
import dev.ballast.model.Dependency.Strength;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import dev.ballast.model.SloName;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ImpactReaderTest {

  private static final Instant ONSET = Instant.parse("2026-01-31T14:03:00Z");
  private static final Instant NOW = ONSET.plusSeconds(360);
  private static final Operation CHECKOUT =
      new Operation("storefront", "us-east", "POST /checkout");
  private static final Operation BROWSE = new Operation("storefront", "us-east", "GET /");
  private static final Duration TIME = Duration.ofMinutes(6);

  private final List<Trace> traces = new ArrayList<>();
  private final Map<Operation, Counted> before = new TreeMap<>();
  private final Map<Operation, Counted> since = new TreeMap<>();
  private final Map<String, Double> then = new TreeMap<>();
  private HealthSnapshot health = HealthSnapshot.EMPTY;

  private ImpactReader.Told told() {
    return ImpactReader.of(
        new Looked(
            new Origin("database", "us-east"),
            ONSET,
            NOW,
            traces,
            before,
            since,
            then,
            new TreeSet<>(Set.of("payments")),
            health,
            Duration.ofMillis(800)),
        new Ids(List.of()));
  }

  private void checkoutsWaitForTheDatabase() {
    traces.add(
        Traces.root("storefront", "POST /checkout", 0, 100)
            .under(1, "payments", 10, 90)
            .calling(2, "payments", "database", 20, 80)
            .by("u1")
            .done());
    traces.add(
        Traces.root("storefront", "POST /checkout", 0, 100)
            .calling(1, "storefront", "database", 20, 80)
            .by("u2")
            .done());
    traces.add(Traces.root("storefront", "GET /", 0, 10).by("u3").done());
  }

  @Test
  void namesTheJourneysWhoseCriticalPathContainsTheCause() {
    checkoutsWaitForTheDatabase();
    before.put(CHECKOUT, counted(1000, 1));
    since.put(CHECKOUT, counted(4000, 1204));
    since.put(BROWSE, counted(9000, 0));

    ImpactReader.Told told = told();

    Impact.Journey journey = told.impact().journeys().getFirst();
    assertThat(told.impact().journeys()).hasSize(1);
    assertThat(journey.operation()).isEqualTo("POST /checkout");
    assertThat(journey.badRequests()).isCloseTo(1200, within(0.01));
    assertThat(journey.badRatio()).isCloseTo(0.3, within(0.0001));
    assertThat(journey.perSecond()).isCloseTo(4000 / 360.0, within(0.01));
    assertThat(told.impact().text())
        .isEqualTo("POST /checkout: 1,200 bad requests since the onset, at least 2 users.");
    assertThat(told.evidence())
        .extracting(Evidence::id)
        .containsExactlyElementsOf(journey.evidence());
  }

  @Test
  void countsRequestsThatAreSlowerThanNearlyAllWereBefore() {
    checkoutsWaitForTheDatabase();
    before.put(
        CHECKOUT,
        new Counted(TIME, 1000, 0, new TreeMap<>(Map.of(0.1, 990.0, 0.5, 1000.0, 9.0, 1000.0))));
    since.put(
        CHECKOUT,
        new Counted(TIME, 1000, 0, new TreeMap<>(Map.of(0.1, 290.0, 0.5, 900.0, 9.0, 1000.0))));

    assertThat(told().impact().requests()).isCloseTo(700, within(0.01));
  }

  @Test
  void doesNotKnowUsersWhenNoSpanNamesOne() {
    traces.add(
        Traces.root("storefront", "POST /checkout", 0, 100)
            .calling(1, "storefront", "database", 20, 80)
            .done());

    Impact impact = told().impact();

    assertThat(impact.users()).isNull();
    assertThat(impact.requests()).isNull();
    assertThat(impact.text())
        .isEqualTo("POST /checkout waits for database; how many requests is not known.");
  }

  @Test
  void saysThatNothingIsKnownWithoutTraces() {
    Impact impact = told().impact();

    assertThat(impact.journeys()).isEmpty();
    assertThat(impact.text())
        .isEqualTo("No trace since the onset: it is not known which journeys wait for database.");
  }

  @Test
  void doesNotBlameACallThatRunsBesideThePath() {
    for (int i = 0; i < 20; i++) {
      traces.add(
          Traces.root("storefront", "GET /", 0, 100)
              .calling(1, "storefront", "database", 10, 30)
              .under(1, "reviews", 5, 95)
              .done());
    }

    assertThat(told().impact().text())
        .isEqualTo("No journey waits for database: none of 20 traces has it on its critical path.");
  }

  @Test
  void turnsASpentShareOfTheBudgetIntoMinutesOfCompleteFailure() {
    health = new HealthSnapshot(NOW, List.of(), List.of(slo(0.04)), Topology.EMPTY, List.of());
    then.put("payments-availability", 0.68);

    ImpactReader.Told told = told();

    // 64 % of 0.1 % of 30 days
    assertThat(told.impact().budgetMinutes()).isCloseTo(0.64 * 43.2, within(0.001));
    assertThat(told.evidence().getFirst().text())
        .isEqualTo(
            "payments availability: 64 points of its error budget spent since the onset,"
                + " 4 % left");
  }

  @Test
  void spendsNothingWhenTheBudgetGrewSinceOrWasNotKnown() {
    health = new HealthSnapshot(NOW, List.of(), List.of(slo(0.9)), Topology.EMPTY, List.of());
    assertThat(told().impact().budgetMinutes()).isNull();

    then.put("payments-availability", 0.68);
    assertThat(told().impact().budgetMinutes()).isNull();
  }

  @Test
  void namesThoseWhoAreStillWellAndCallOneThatIsNot() {
    health =
        new HealthSnapshot(
            NOW,
            List.of(sick("payments")),
            List.of(),
            new Topology(
                List.of(
                    edge("web", "orders", 10, Strength.HARD),
                    edge("orders", "database", 9, Strength.HARD),
                    edge("reviews", "database", 50, Strength.SOFT),
                    new Edge(
                        Place.whole(new ServiceName("user")),
                        place("payments"),
                        "virtual_node",
                        Strength.HARD,
                        false,
                        new Edge.Traffic.Observed(90, 0, 0.1, 0.2)),
                    edge("payments", "database", 50, Strength.HARD),
                    edge("mailer", "auth", 50, Strength.HARD)),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Map.of(),
                NOW),
            List.of());

    List<Impact.AtRisk> next = told().impact().next();

    assertThat(next).extracting(Impact.AtRisk::service).containsExactly("orders", "reviews");
    assertThat(next.getFirst().share()).isCloseTo(0.9, within(1e-9));
    assertThat(next.getFirst().why())
        .isEqualTo("90 % of its requests call database; the others followed within 0.8 s");
    assertThat(next.getLast().why())
        .isEqualTo("calls database, which it can do without; the others followed within 0.8 s");
  }

  @Test
  void goesOnWithTheNumbersOfTheIncidentsEvidenceAndKeepsThem() {
    checkoutsWaitForTheDatabase();
    Evidence there = new Evidence("E12", "slo", "a", "b", ONSET, ONSET, null, null, "", "", 0);

    Evidence other = new Evidence("", "slo", "a", "c", ONSET, ONSET, null, null, "", "", 0);

    Ids ids = new Ids(List.of(there));

    assertThat(ids.numbered(other).id()).isEqualTo("E13");
    assertThat(ids.numbered(there.withId("")).id()).isEqualTo("E12");
  }

  @Test
  void asksForNamesAsTheyAre() {
    Operation odd = new Operation("a.b\"c", "", "GET \\x");

    assertThat(JourneyQueries.calls(List.of(odd), Duration.ofSeconds(90)))
        .contains("service=~\"a\\\\.b\\\\\\\"c\"")
        .contains("[90000ms]");
    assertThat(JourneyQueries.failedRatio(odd)).contains("span_name=\"GET \\\\x\"");
  }

  private static Counted counted(double total, double failed) {
    return new Counted(TIME, total, failed, new TreeMap<>());
  }

  private static Place place(String service) {
    return new Place(new ServiceName(service), "us-east");
  }

  private static Edge edge(String from, String to, double rps, Strength strength) {
    return new Edge(
        place(from), place(to), "", strength, true, new Edge.Traffic.Observed(rps, 0, 0.1, 0.2));
  }

  private static ServiceHealth sick(String service) {
    return new ServiceHealth(
        place(service), Health.DEGRADED, ONSET, "slow", List.of(), List.of(), Set.of(), NOW);
  }

  private static SloStatus slo(double left) {
    Duration month = Duration.ofDays(30);
    return new SloStatus(
        new SloName("payments-availability"),
        "payments availability",
        Place.whole(new ServiceName("payments")),
        SloStatus.State.BURNING,
        new Ratio(0.999),
        new WindowEvents(month, 999, 1000, true, List.of()),
        new Budget(100, 100 * (1 - left), 1 - left, left, left),
        List.of(),
        new Exhaustion.NotBurning(),
        Coverage.NONE,
        new SloWindow(month, month, 1, new Span(NOW.minus(month), NOW), false),
        Split.CLEAN,
        List.of(),
        "",
        NOW);
  }
}
