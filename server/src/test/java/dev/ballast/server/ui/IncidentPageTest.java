// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.incident.Incident;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.server.NoSeries;
import dev.ballast.server.auth.Caller;
import dev.ballast.server.auth.Role;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Freshness;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class IncidentPageTest {

  private static final Sight SIGHT = new Sight(SampleIncidents.NOW, ZoneId.of("UTC"));
  private static final Freshness FRESHNESS = Freshness.of(Duration.ofSeconds(10));

  private static final IncidentCharts CHARTS =
      new IncidentCharts(
          new ServiceCharts(new NoSeries()),
          Happenings.NONE,
          new MemoryLedger(FakeClock.atStart()).events());

  private final Templates templates = new Templates();

  private IncidentPage page(Incident... incidents) {
    return new IncidentPage(new SampleIncidents.Shelf(List.of(incidents)), CHARTS);
  }

  private IncidentView view(Incident incident, Role role) {
    return page(incident).of(incident, Board.EMPTY, new Caller("ada", role), SIGHT, FRESHNESS);
  }

  private String html(Incident incident, Role role) {
    return LiveParts.incident(view(incident, role)).stream()
        .map(part -> templates.render(part.template(), part.parameters()))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void saysTheCauseInItsTitleAndWhatToDoFirst() {
    String html = html(SampleIncidents.explained(), Role.OPERATOR);

    assertThat(html)
        .contains("<h1>payments in us-east fails because of payments v2.3.1.</h1>")
        .contains("auth in us-east is cleared.")
        .contains(
            "Confidence high (90\u00a0%): 1 piece of evidence speaks for it, none against it.")
        .contains("<b>Roll back payments to v2.3.0</b>")
        .contains("<pre>ballast rollout abort payments</pre>")
        .contains("Not recommended: scale (payments is not saturated (21 %)).")
        .contains("Could not be looked at: no logs of card-processor.");
  }

  @Test
  void showsTheWayFromTheChangeToTheUsers() {
    assertThat(view(SampleIncidents.explained(), Role.VIEWER).way())
        .extracting(box -> box.role() + ": " + box.name())
        .containsExactly(
            "root cause: payments v2.3.1", "on the way: storefront", "users hit: POST /checkout");
  }

  @Test
  void saysWhatIsNotKnownInsteadOfZero() {
    assertThat(html(SampleIncidents.explained(), Role.VIEWER))
        .contains("unknown: telemetry names no users")
        .contains("38.9\u00a0k");
    assertThat(html(SampleIncidents.pending(), Role.VIEWER)).contains("not worked out yet");
  }

  @Test
  void accusesNobodyWhenNothingExplainsIt() {
    assertThat(html(SampleIncidents.unexplained(), Role.VIEWER))
        .contains("payments in us-east fails, and nothing that was seen explains it.")
        .contains("Nothing explains it: 3 changes, 9 services and the network were looked at.")
        .doesNotContain("class=\"way\"");
  }

  @Test
  void saysThatItIsStillLooking() {
    assertThat(html(SampleIncidents.pending(), Role.VIEWER))
        .contains("payments in us-east fails; its cause is being looked for.")
        .contains("<pre>ballast why INC-142</pre>");
  }

  @Test
  void saysThatAFaultWasInjectedOnPurposeAndNobodyIsPaged() {
    assertThat(html(SampleIncidents.onPurpose(), Role.VIEWER))
        .contains("<span class=\"state chaos\">chaos: on purpose</span>")
        .contains("Nobody is paged for this: chaos: on purpose.")
        .contains("ada has it");
  }

  @Test
  void tellsAnEndedOneInThePast() {
    assertThat(html(SampleIncidents.over(), Role.OPERATOR))
        .contains("payments in us-east failed because of payments v2.3.1.")
        .contains("Resolved")
        .contains("from 14:03:10 to 14:08:22")
        .doesNotContain("/acknowledge");
  }

  @Test
  void letsOnlyOperatorsTakeIt() {
    assertThat(html(SampleIncidents.explained(), Role.OPERATOR))
        .contains("action=\"/incidents/INC-142/acknowledge\"");
    assertThat(html(SampleIncidents.explained(), Role.VIEWER)).doesNotContain("/acknowledge");
  }

  @Test
  void neverMakesALinkOrMarkupOfWhatOthersSent() {
    assertThat(html(SampleIncidents.alertOnly(), Role.VIEWER))
        .contains("HighErrorRate")
        .doesNotContain("javascript:");
    assertThat(html(SampleIncidents.explained(), Role.VIEWER))
        .contains("&lt;b&gt;said&lt;/b&gt;")
        .doesNotContain("<b>said</b>");
  }

  @Test
  void givesEachSignalAnAnchorAndItsNumbers() {
    assertThat(html(SampleIncidents.explained(), Role.VIEWER))
        .contains("<tr id=\"E1\">")
        .contains("<tr id=\"E2\">")
        .contains("/prometheus/api/v1/query_range?query=up&amp;start=");
  }

  @Test
  void listsOpenOnesFirstAndSaysWhenThereIsNone() {
    IncidentsView none = page().all(Board.EMPTY, SIGHT);
    IncidentsView some =
        page(SampleIncidents.explained(), SampleIncidents.over()).all(Board.EMPTY, SIGHT);

    assertThat(none.sentence()).isEqualTo("No incident is open.");
    assertThat(templates.render("part/incidents", Map.of("view", none)))
        .contains("ballast demo --scenario slow-database");
    assertThat(some.sentence()).isEqualTo("1 incident is open.");
    assertThat(some.open()).hasSize(1);
    assertThat(some.over()).hasSize(1);
    assertThat(templates.render("part/incidents", Map.of("view", some)))
        .contains("ballast rollout abort payments")
        .contains("href=\"/incidents/INC-142\"");
  }

  @Test
  void tellsTheOverviewInOneSentence() {
    assertThat(IncidentWords.sentence(SampleIncidents.explained(), SIGHT))
        .isEqualTo(
            "payments in us-east UNHEALTHY: availability SLO violated since 14:03; root cause"
                + " payments v2.3.1 in us-east (rollout); likely impact POST /checkout;"
                + " recommended: roll back payments to v2.3.0.");
  }

  @Test
  void chartsNothingWhereNothingIsKnownYet() {
    assertThat(CHARTS.of(SampleIncidents.explained(), Board.EMPTY, SIGHT))
        .isNotEmpty()
        .allMatch(Chart::isEmpty);
  }
}
