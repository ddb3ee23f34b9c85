// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.engine;

import static dev.ballast.model.Health.DEGRADED;
import static dev.ballast.model.Health.HEALTHY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.incident.AlertSeen;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Phase;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.Tag;
import dev.ballast.control.incident.engine.IncidentChange.Kind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IncidentGroupingTest {

  @Test
  void aSlowDatabaseAndItsThreeCallersAreOneIncident() {
    Scripts run =
        new Scripts()
            .calls("a", "database")
            .calls("b", "database")
            .calls("c", "database")
            .is("a", DEGRADED)
            .step()
            .is("database", DEGRADED)
            .is("b", DEGRADED)
            .after(2)
            .diagnosed("INC-1", new Scripts().names("database", "a", "b", "database"))
            .is("c", DEGRADED)
            .after(20);

    assertThat(run.book.incidents()).hasSize(1);
    Incident incident = run.incident("INC-1");
    assertThat(incident.symptoms()).hasSize(4);
    assertThat(incident.cause().orElseThrow().suspect())
        .isEqualTo(Suspect.service("database", "here"));
    assertThat(incident.title()).contains("root cause: database in here");
    assertThat(run.toldOf("INC-1"))
        .containsExactly(Kind.OPENED, Kind.WORSENED, Kind.WORSENED, Kind.DIAGNOSED, Kind.WORSENED);
  }

  @Test
  void whatHasNothingInCommonStaysTwoIncidents() {
    Scripts run =
        new Scripts().calls("a", "x").calls("b", "y").is("a", DEGRADED).is("b", DEGRADED).step();

    assertThat(run.book.open()).hasSize(2);
  }

  @Test
  void twoCausesInOneWindowSplitWhatBeganAsOne() {
    Scripts run = new Scripts().calls("front", "a", "b").is("a", DEGRADED).is("b", DEGRADED).step();
    assertThat(run.book.open()).hasSize(1);

    run.diagnosed("INC-1", run.names("a", "a"), run.names("b", "b")).after(1);

    assertThat(run.book.open()).hasSize(2);
    assertThat(run.incident("INC-1").cause().orElseThrow().suspect().name()).isEqualTo("a");
    assertThat(run.incident("INC-2").cause().orElseThrow().suspect().name()).isEqualTo("b");
    assertThat(run.incident("INC-2").symptoms())
        .extracting(s -> s.place().service().value())
        .containsExactly("b");
    assertThat(run.toldOf("INC-2")).contains(Kind.SPLIT, Kind.DIAGNOSED);
  }

  @Test
  void aCauseThatIsNotSureSplitsNothing() {
    Scripts run = new Scripts().calls("front", "a", "b").is("a", DEGRADED).is("b", DEGRADED).step();

    run.diagnosed(
        "INC-1", run.names("a", "a"), run.finding(Suspect.service("b", "here"), 0.4, "b"));

    assertThat(run.book.open()).hasSize(1);
  }

  @Test
  void twoThatTurnOutToHaveOneCauseBecomeTheOlder() {
    Scripts run =
        new Scripts()
            .calls("a", "m", "n")
            .calls("m", "deep")
            .calls("b", "o")
            .calls("o", "p")
            .calls("p", "deep")
            .is("a", DEGRADED)
            .step()
            .is("b", DEGRADED)
            .after(1);
    assertThat(run.book.open()).hasSize(2);

    run.diagnosed("INC-1", run.names("deep", "a"));
    run.diagnosed("INC-2", run.names("deep", "b"));

    assertThat(run.book.open()).extracting(Incident::id).containsExactly("INC-1");
    assertThat(run.incident("INC-1").symptoms()).hasSize(2);
    assertThat(run.incident("INC-2").phase()).isEqualTo(Phase.RESOLVED);
    assertThat(run.toldOf("INC-2")).contains(Kind.MERGED);
  }

  @Test
  void aResolvedOneDoesNotSwallowAnotherCause() {
    Scripts run = new Scripts().calls("a", "x").calls("a", "y").is("a", DEGRADED).step();
    run.diagnosed("INC-1", run.names("x", "a"));
    run.is("a", HEALTHY).after(5).is("a", DEGRADED).after(10);
    assertThat(run.incident("INC-1").isOpen()).isTrue();

    run.after(1).diagnosed("INC-1", run.names("y", "a"));

    assertThat(run.incident("INC-1").phase()).isEqualTo(Phase.RESOLVED);
    assertThat(run.incident("INC-1").cause().orElseThrow().suspect().name()).isEqualTo("x");
    assertThat(run.book.open()).extracting(Incident::id).containsExactly("INC-2");
    assertThat(run.incident("INC-2").cause().orElseThrow().suspect().name()).isEqualTo("y");
  }

  @Test
  void fiveHundredAlertsAreOneIncidentAndOneEnd() {
    Scripts run = new Scripts().calls("a", "b");
    List<AlertSeen> firing = IntStream.range(0, 500).mapToObj(i -> alert(i, false)).toList();

    run.take(run.engine().alerts(run.book, firing, run.look()));
    run.take(run.engine().alerts(run.book, firing, run.look()));

    assertThat(run.book.incidents()).hasSize(1);
    assertThat(run.incident("INC-1").alerts()).hasSize(500);
    assertThat(run.incident("INC-1").alerts().stream().filter(a -> !a.text().isEmpty()))
        .as("those that keep what they say")
        .hasSize(150);
    assertThat(run.toldOf("INC-1")).containsExactly(Kind.OPENED);

    List<AlertSeen> over = IntStream.range(0, 500).mapToObj(i -> alert(i, true)).toList();
    run.take(run.engine().alerts(run.book, over.subList(0, 499), run.look()));
    assertThat(run.incident("INC-1").isOpen()).isTrue();
    run.take(run.engine().alerts(run.book, over, run.look()));
    assertThat(run.toldOf("INC-1")).containsExactly(Kind.OPENED, Kind.RESOLVED);
  }

  @Test
  void aPromiseThatBreaksSoonAfterAnAlertJoinsItsIncident() {
    Scripts run = new Scripts().calls("a", "b");
    run.take(run.engine().alerts(run.book, List.of(alert(1, false)), run.look()));
    run.is("a", DEGRADED).step();

    assertThat(run.book.incidents()).hasSize(1);
    assertThat(run.incident("INC-1").symptoms()).hasSize(1);
  }

  private static AlertSeen alert(int i, boolean over) {
    return new AlertSeen(
        "f" + i,
        "HighErrors",
        "alertmanager",
        "a",
        "here",
        "critical",
        "pod " + i,
        Scripts.START,
        over ? Scripts.START.plusSeconds(60) : null,
        "");
  }

  @Test
  void whatWasMergedOpensTheOneAgainThatItWasMergedInto() {
    Scripts run = new Scripts().is("a", DEGRADED).step().is("b", DEGRADED).after(1);
    run.diagnosed("INC-1", run.names("deep", "a")).diagnosed("INC-2", run.names("deep", "b"));
    run.is("a", HEALTHY).is("b", HEALTHY).after(5);
    assertThat(run.book.open()).isEmpty();

    run.is("b", DEGRADED).after(1);

    assertThat(run.book.open()).extracting(Incident::id).containsExactly("INC-1");
  }

  @Test
  void aSplitSilencesNoneThatWasOpenWithItsOwnCause() {
    Scripts run = new Scripts().is("b", DEGRADED).step();
    run.diagnosed("INC-1", run.names("x", "b"));
    run.calls("front", "a", "c").fault("service/a").is("a", DEGRADED).is("c", DEGRADED).after(1);
    assertThat(run.incident("INC-2").tags()).containsExactly(Tag.CHAOS);

    run.diagnosed("INC-2", run.names("a", "a"), run.names("x", "c"));

    assertThat(run.incident("INC-1").symptoms()).hasSize(2);
    assertThat(run.incident("INC-1").tags()).isEmpty();
  }
}
