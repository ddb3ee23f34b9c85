// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.engine;

import static dev.ballast.model.Health.DEGRADED;
import static dev.ballast.model.Health.HEALTHY;
import static dev.ballast.model.Health.UNHEALTHY;
import static dev.ballast.model.Health.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.incident.Confirmation;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Phase;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.Tag;
import dev.ballast.control.incident.Truth;
import dev.ballast.control.incident.engine.IncidentChange.Kind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncidentEngineTest {

  @Test
  void whatOnlyWarnsIsAnIncidentThatWakesNobodyUntilSomebodyIsHurt() {
    Scripts run = new Scripts().calls("front", "orders").warns("orders", DEGRADED).step();

    Incident warned = run.incident("INC-1");
    assertThat(warned.tags()).containsExactly(Tag.THREAT);
    assertThat(warned.pages()).isFalse();
    assertThat(warned.title()).isEqualTo("orders in here at risk: runs out of journal");

    run.diagnosed("INC-1", run.finding(Suspect.resource("orders", "here", "journal"), 0.9))
        .is("orders", UNHEALTHY)
        .after(1);

    assertThat(run.book.open()).hasSize(1);
    assertThat(run.incident("INC-1").pages()).isTrue();
    assertThat(run.toldOf("INC-1")).containsExactly(Kind.OPENED, Kind.WORSENED);
  }

  @Test
  void whatWarnsNoMoreIsOver() {
    Scripts run = new Scripts().warns("orders", DEGRADED).step().warns("orders", HEALTHY).after(1);

    assertThat(run.incident("INC-1").phase()).isEqualTo(Phase.RESOLVED);
    assertThat(run.incident("INC-1").tags()).containsExactly(Tag.THREAT);
  }

  @Test
  void tooFewEventsOpenNothingAndDoNotFlap() {
    Scripts run = new Scripts();
    for (int i = 0; i < 50; i++) {
      run.is("quiet", i % 2 == 0 ? UNKNOWN : HEALTHY).after(5);
    }

    assertThat(run.book.incidents()).isEmpty();
    assertThat(run.told).isEmpty();
  }

  @Test
  void aGapInTelemetryIsNoRecovery() {
    Scripts run = new Scripts().is("a", UNHEALTHY).step().is("a", UNKNOWN).after(60).after(600);

    assertThat(run.incident("INC-1").isOpen()).isTrue();
    assertThat(run.incident("INC-1").symptoms().getFirst().health()).isEqualTo(UNKNOWN);
    assertThat(run.incident("INC-1").severity()).isEqualTo(UNHEALTHY);

    run.is("a", HEALTHY).after(1);
    assertThat(run.incident("INC-1").phase()).isEqualTo(Phase.RESOLVED);
  }

  @Test
  void aPlaceThatIsNotSpokenOfAnyMoreIsNotWell() {
    Scripts run = new Scripts().is("a", DEGRADED).step();

    run.take(
        run.engine()
            .step(
                run.book,
                new Look(
                    run.now.plusSeconds(600),
                    List.of(),
                    run.look().topology(),
                    List.of(),
                    java.util.Set.of())));

    assertThat(run.incident("INC-1").isOpen()).isTrue();
  }

  @Test
  void aPromiseThatIsMadeNoMoreEndsItsSymptom() {
    Scripts run = new Scripts().is("a", DEGRADED).is("b", HEALTHY).step();

    run.forget("a").after(1);

    assertThat(run.incident("INC-1").phase()).isEqualTo(Phase.RESOLVED);
  }

  @Test
  void itOpensAgainUnderItsIdWithinHalfAnHour() {
    Scripts run =
        new Scripts()
            .is("a", DEGRADED)
            .step()
            .is("a", HEALTHY)
            .after(5)
            .is("a", DEGRADED)
            .after(20);

    assertThat(run.book.incidents()).hasSize(1);
    assertThat(run.incident("INC-1").isOpen()).isTrue();
    assertThat(run.incident("INC-1").times().reopened()).isEqualTo(1);
    assertThat(run.toldOf("INC-1")).containsExactly(Kind.OPENED, Kind.RESOLVED, Kind.REOPENED);
  }

  @Test
  void afterHalfAnHourItIsAnotherOne() {
    Scripts run =
        new Scripts()
            .is("a", DEGRADED)
            .step()
            .is("a", HEALTHY)
            .after(5)
            .is("a", DEGRADED)
            .after(40);

    assertThat(run.book.open()).extracting(Incident::id).containsExactly("INC-2");
  }

  @Test
  void aFaultThatIsInjectedIsTaggedAndWakesNobody() {
    Scripts run =
        new Scripts()
            .calls("front", "a")
            .calls("a", "database")
            .fault("service/database")
            .is("front", DEGRADED)
            .after(1)
            .is("other", DEGRADED)
            .after(1);

    assertThat(run.incident("INC-1").tags()).containsExactly(Tag.CHAOS);
    assertThat(run.incident("INC-1").pages()).isFalse();
    assertThat(run.incident("INC-2").pages()).isTrue();
  }

  @Test
  void whatOutlastsTheFaultByLongIsToldAfterAll() {
    Scripts run = new Scripts().fault("service/a").is("a", DEGRADED).step().faultEnds().after(5);
    assertThat(run.incident("INC-1").pages()).isFalse();

    run.after(40);

    assertThat(run.incident("INC-1").pages()).isTrue();
  }

  @Test
  void maintenanceOfAllThatIsHurtWakesNobody() {
    Scripts run = new Scripts().maintains("a").is("a", DEGRADED).step();

    assertThat(run.incident("INC-1").tags()).containsExactly(Tag.MAINTENANCE);

    run.maintains().after(1);
    assertThat(run.incident("INC-1").pages()).isTrue();
    run.is("a", HEALTHY).after(1);
    assertThat(run.incident("INC-1").tags()).isEmpty();
  }

  @Test
  void acknowledgingIsToldOnceAndEndsWithTheIncident() {
    Scripts run = new Scripts().is("a", DEGRADED).step();
    run.take(run.engine().acknowledge(run.book, "INC-1", "kim", run.now));
    run.take(run.engine().acknowledge(run.book, "INC-1", "lee", run.now));

    assertThat(run.incident("INC-1").phase()).isEqualTo(Phase.ACKNOWLEDGED);
    assertThat(run.incident("INC-1").acknowledgedBy()).isEqualTo("kim");
    run.is("a", HEALTHY).after(1);
    assertThat(run.toldOf("INC-1")).containsExactly(Kind.OPENED, Kind.ACKNOWLEDGED, Kind.RESOLVED);
  }

  @Test
  void whatAPersonConfirmsIsToldOnceAndForgottenWhenItBeginsAgain() {
    Scripts run = new Scripts().is("a", DEGRADED).step().is("a", HEALTHY).after(1);
    IncidentEngine engine = new IncidentEngine(EnginePolicy.DEFAULT);
    Truth truth = Truth.said("database", "", "");

    Turn once = engine.confirm(run.book, "INC-1", truth, "ann", run.now);
    Turn twice = engine.confirm(once.book(), "INC-1", truth, "bob", run.now);

    assertThat(once.changes())
        .extracting(change -> change.kind() + " by " + change.actor())
        .containsExactly("CONFIRMED by ann");
    assertThat(twice.changes()).isEmpty();
    assertThat(twice.book().find("INC-1").orElseThrow().confirmation().by()).isEqualTo("ann");
    run.book = twice.book();
    run.is("a", DEGRADED).after(1);
    assertThat(run.book.find("INC-1").orElseThrow().confirmation()).isEqualTo(Confirmation.NONE);
  }

  @Test
  void aNamedCauseStaysWhenLaterWindowsShowNothing() {
    Scripts run = new Scripts().calls("a", "x").is("a", DEGRADED).step();
    run.diagnosed("INC-1", run.names("x", "a"));

    run.after(5).diagnosed("INC-1", run.namesNobody("a"));

    assertThat(run.incident("INC-1").cause().orElseThrow().suspect().name()).isEqualTo("x");
  }

  @Test
  void everyIdThatIsCitedIsThere() {
    Scripts run = new Scripts().calls("a", "x").is("a", DEGRADED).step();
    run.diagnosed("INC-1", run.names("x", "a")).after(1);
    run.diagnosed("INC-1", run.names("x", "a")).after(1);

    Incident incident = run.incident("INC-1");
    List<String> known = incident.evidence().stream().map(e -> e.id()).toList();
    assertThat(known).doesNotHaveDuplicates().hasSize(2);
    assertThat(incident.symptoms()).extracting(Symptom::evidence).allMatch(known::containsAll);
    assertThat(incident.cause().orElseThrow().evidence()).isSubsetOf(known);
  }

  @Test
  void aLookThatSaysNothingNewChangesNothing() {
    Scripts run = new Scripts().is("a", DEGRADED).step();
    IncidentBook before = run.book;

    run.take(run.engine().step(run.book, run.look()));

    assertThat(run.book).isSameAs(before);
  }

  @Test
  void noNumberIsGivenTwice() {
    Scripts run = new Scripts().is("a", DEGRADED).step();

    assertThat(IncidentBook.of(run.book.incidents()).next()).isEqualTo(2);
    assertThat(IncidentBook.EMPTY.next()).isEqualTo(1);
  }

  @Test
  void anIncidentThatOpensAgainBeginsWhenItBeganAgain() {
    Scripts run = new Scripts().calls("front", "a", "b").is("a", DEGRADED).is("b", DEGRADED).step();
    run.is("a", HEALTHY).is("b", HEALTHY).after(5).is("a", DEGRADED);
    Instant again = run.now;
    run.after(20).after(1);
    assertThat(run.incident("INC-1").times().onset()).isEqualTo(again);

    run.is("b", DEGRADED).after(1);

    assertThat(run.incident("INC-1").times().onset()).isEqualTo(again);
    assertThat(run.incident("INC-1").symptoms())
        .allSatisfy(symptom -> assertThat(symptom.since()).isAfterOrEqualTo(again));
  }

  @Test
  void whatThereIsNoRoomForIsNotToldAgainAndAgain() {
    Scripts run = new Scripts();
    for (int i = 0; i < 205; i++) {
      run.calls("hub", "s" + i).is("s" + i, DEGRADED);
    }
    run.step();
    int told = run.told.size();

    run.after(1).after(1);

    assertThat(run.book.incidents()).hasSize(1);
    assertThat(run.incident("INC-1").symptoms()).hasSize(200);
    assertThat(run.told).hasSize(told);
  }

  @Test
  void theTenthIsYoungerThanTheNinth() {
    Scripts run = new Scripts();
    for (int i = 0; i < 10; i++) {
      run.is("s" + i, DEGRADED);
    }
    run.step();

    run.diagnosed("INC-9", run.names("deep", "s8")).diagnosed("INC-10", run.names("deep", "s9"));

    assertThat(run.incident("INC-9").isOpen()).isTrue();
    assertThat(run.incident("INC-10").phase()).isEqualTo(Phase.RESOLVED);
  }

  @Test
  void aFaultThatEndedBeforeItOpenedAgainExcusesItForAsLongAgain() {
    Scripts run = new Scripts().fault("service/a").is("a", DEGRADED).step().faultEnds().after(5);
    run.is("a", HEALTHY).after(20).is("a", DEGRADED).after(1).after(10);

    assertThat(run.incident("INC-1").times().reopened()).isEqualTo(1);
    assertThat(run.incident("INC-1").pages()).isFalse();
    run.after(40);
    assertThat(run.incident("INC-1").pages()).isTrue();
  }

  @Test
  void aPersonEndsWhatNobodyKnowsOfAndNothingThatIsSick() {
    Scripts run = new Scripts().calls("front", "a", "b").is("a", DEGRADED).is("b", DEGRADED).step();
    run.is("a", UNKNOWN).after(1);
    run.take(run.engine().resolve(run.book, "INC-1", "ann", run.now));
    assertThat(run.incident("INC-1").isOpen()).isTrue();

    run.take(
        run.engine()
            .step(
                run.book,
                new Look(
                    run.now, List.of(), run.look().topology(), List.of(), java.util.Set.of())));
    run.take(run.engine().resolve(run.book, "INC-1", "ann", run.now));

    assertThat(run.incident("INC-1").phase()).isEqualTo(Phase.RESOLVED);
    assertThat(run.told.getLast().text()).isEqualTo("resolved by ann");
    assertThat(run.told.getLast().actor()).isEqualTo("ann");
  }
}
