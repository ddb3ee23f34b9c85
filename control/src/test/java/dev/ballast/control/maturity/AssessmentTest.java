// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.maturity.Fact.Claimed;
import dev.ballast.control.maturity.Fact.Measured;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import dev.ballast.model.maturity.Bullet;
import dev.ballast.model.maturity.CheckState;
import dev.ballast.model.maturity.Level;
import dev.ballast.model.maturity.Proof;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AssessmentTest {

  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final Dossier NOTHING = Assessment.organisation(Map.of());

  private static Fact seen(double value, Instant at) {
    return new Fact(
        new Measured(value, 100, at, List.of(Proof.event(7, at, "it was so")), "it was so"), null);
  }

  /** A value that every rule on the fact holds for. */
  private static double good(FactName name) {
    return Catalogue.ALL.stream()
        .filter(check -> check.fact() == name)
        .mapToDouble(
            check -> check.rule().atLeast() ? check.rule().limit() + 1 : check.rule().limit() / 2)
        .reduce((a, b) -> Math.min(a, b))
        .orElse(1);
  }

  /** Of a service that can prove all checks up to a level. */
  private static Dossier upTo(String name, int level) {
    Map<FactName, Fact> facts = new EnumMap<>(FactName.class);
    for (Check check : Catalogue.ALL) {
      if (check.bullet().level().number() <= level) {
        facts.put(check.fact(), seen(good(check.fact()), NOW.minusSeconds(60)));
      }
    }
    return new Dossier(
        new Subject.OfService(new ServiceName(name), "shop", Service.Kind.INTERNAL), facts);
  }

  private static Card card(Dossier dossier) {
    return Assessment.of(List.of(dossier), NOTHING, NOW).services().getFirst();
  }

  private static CheckResult result(Card card, String id) {
    return card.results().stream()
        .filter(one -> one.check().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void mapsEachOfFourteenBulletsToChecksWithUniqueNames() {
    assertThat(Bullet.values()).hasSize(14);
    assertThat(Catalogue.ALL).hasSizeGreaterThanOrEqualTo(30);
    assertThat(Catalogue.ALL).extracting(Check::id).doesNotHaveDuplicates();
    for (Bullet bullet : Bullet.values()) {
      assertThat(Catalogue.of(bullet)).as(bullet.text()).hasSizeGreaterThanOrEqualTo(3);
      assertThat(Catalogue.of(bullet))
          .as("each is asked of services, too: " + bullet.text())
          .anyMatch(check -> check.scope() != Scope.ORGANISATION);
    }
  }

  @Test
  void everyFactIsAskedForByACheck() {
    for (FactName name : FactName.values()) {
      assertThat(Catalogue.ALL).as(name.word()).anyMatch(check -> check.fact() == name);
    }
  }

  @Test
  void reachesALevelOnlyWithAllBelowIt() {
    for (int level = 0; level <= 4; level++) {
      assertThat(card(upTo("checkout", level)).number()).isEqualTo(level);
    }
    Dossier top = upTo("checkout", 4);
    Map<FactName, Fact> facts = new EnumMap<>(top.facts());
    facts.remove(FactName.OBJECTIVES_MEASURED);
    facts.remove(FactName.OBJECTIVES_KNOWN);
    assertThat(card(new Dossier(top.subject(), facts)).level()).isNull();
  }

  @Test
  void claimsReachNothing() {
    Map<FactName, Fact> facts = new EnumMap<>(FactName.class);
    for (FactName name : FactName.values()) {
      facts.put(
          name,
          new Fact(
              null,
              new Claimed("so it says", List.of(Proof.configuration("Service/a", NOW, "yes")))));
    }
    Card card =
        card(
            new Dossier(
                new Subject.OfService(new ServiceName("a"), "", Service.Kind.INTERNAL), facts));
    assertThat(card.number()).isZero();
    assertThat(card.count(CheckState.PROVED)).isZero();
    assertThat(card.results()).allMatch(one -> one.state() == CheckState.CLAIMED);
  }

  @Test
  void aProofThatHasGrownOldIsUnknownAndALevelFallsWithIt() {
    Dossier fresh = upTo("checkout", 1);
    Map<FactName, Fact> facts = new EnumMap<>(fresh.facts());
    Instant old = NOW.minus(FactName.ACKNOWLEDGED.lookBack());
    for (FactName name :
        List.of(
            FactName.ACKNOWLEDGED,
            FactName.ACKNOWLEDGE_TIME,
            FactName.CLOSED,
            FactName.TROUBLE_SEEN)) {
      facts.put(name, seen(good(name), old));
    }
    Card card = card(new Dossier(fresh.subject(), facts));
    CheckResult one = result(card, "incident.acknowledged");
    assertThat(one.state()).isEqualTo(CheckState.UNKNOWN);
    assertThat(one.expired()).isTrue();
    assertThat(one.text()).contains("too old since 2026-11-27T12:00:00Z");
    assertThat(one.proofs()).isNotEmpty();
    assertThat(card.number()).isZero();
  }

  @Test
  void isNotHeldWithOneFailureHoweverManyAreProved() {
    Dossier good = upTo("checkout", 1);
    assertThat(card(good).number()).isEqualTo(1);
    Card failed = card(good.with(FactName.RUNBOOK_LENGTH, seen(0, NOW)));
    assertThat(failed.number()).isZero();
    assertThat(failed.steps()).hasSize(1);
    assertThat(failed.next().orElseThrow().isRepair()).isTrue();
    assertThat(failed.next().orElseThrow().gains()).isTrue();
  }

  @Test
  void tellsTheCheapestStepsToTheNextLevelFirst() {
    Card card = card(upTo("checkout", 0));
    List<Effort> efforts =
        card.steps().stream().map(step -> step.result().check().effort()).toList();
    assertThat(efforts).isSorted().isNotEmpty();
    assertThat(card.steps())
        .allMatch(step -> step.result().check().bullet().level() == Level.BASIC);
    // Taking all of them is enough: the level is reached.
    Dossier next = upTo("checkout", 0);
    for (Step step : card.steps()) {
      FactName fact = step.result().check().fact();
      next = next.with(fact, seen(good(fact), NOW));
    }
    assertThat(card(next).number()).isEqualTo(1);
    assertThat(card(upTo("checkout", 4)).steps()).isEmpty();
  }

  @Test
  void asksDatabasesOnlyWhatMakesSenseForThem() {
    Card card =
        card(
            new Dossier(
                new Subject.OfService(new ServiceName("db"), "", Service.Kind.DATABASE), Map.of()));
    assertThat(card.results()).noneMatch(one -> one.check().id().startsWith("canary."));
    assertThat(card.results()).noneMatch(one -> one.check().id().equals("region.drill"));
  }

  @Test
  void tooLittleIsUnknownNotProved() {
    Check check = Catalogue.find("change.failures").orElseThrow();
    Fact few =
        new Fact(
            new Measured(0, 4, NOW, List.of(Proof.event(1, NOW, "x")), "0 of 4 did harm"), null);
    CheckResult result = Scorer.result(check, few, NOW);
    assertThat(result.state()).isEqualTo(CheckState.UNKNOWN);
    assertThat(result.text()).isEqualTo("Too little was seen, 4 of at least 5: 0 of 4 did harm.");
  }

  @Test
  void theOrganisationHoldsWhatFourFifthsOfItsServicesHold() {
    List<Dossier> services = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      services.add(upTo("good" + i, 2));
    }
    services.add(upTo("new1", 0));
    services.add(upTo("new2", 0));
    Card organisation = Assessment.of(services, NOTHING, NOW).organisation();
    CheckResult slo = result(organisation, "slo.measured");
    assertThat(slo.state()).isEqualTo(CheckState.PROVED);
    assertThat(slo.text()).isEqualTo("8 of 10 services (expected: 8); not new1, new2.");
    assertThat(slo.expires()).isEqualTo(NOW.minusSeconds(60).plus(Duration.ofDays(1)));
    assertThat(result(organisation, "culture.breadth").state()).isEqualTo(CheckState.PROVED);
    services.add(upTo("new3", 1));
    Card less = Assessment.of(services, NOTHING, NOW).organisation();
    assertThat(result(less, "culture.breadth").state()).isEqualTo(CheckState.FAILED);
    assertThat(result(less, "gate.asked").state()).isEqualTo(CheckState.UNKNOWN);
  }

  @Test
  void theOrganisationFailsWhatMoreThanAFifthFailed() {
    Dossier good = upTo("a", 1);
    Map<FactName, Fact> facts = new EnumMap<>(good.facts());
    facts.put(FactName.OBJECTIVES_MEASURED, seen(0, NOW));
    Dossier bad =
        new Dossier(new Subject.OfService(new ServiceName("b"), "", Service.Kind.INTERNAL), facts);
    Card organisation = Assessment.of(List.of(good, bad), NOTHING, NOW).organisation();
    assertThat(result(organisation, "slo.measured").state()).isEqualTo(CheckState.FAILED);
  }

  @Test
  void refusesAProofOfNothing() {
    assertThatThrownBy(() -> new Measured(Double.NaN, 1, NOW, List.of(), ""))
        .hasMessage("value, of, proofs: NaN, 1, 0 (expected: finite, at least 0, at least 1)");
    assertThatThrownBy(() -> new Fact(null, null)).hasMessageContaining("neither");
  }

  @Test
  void onlyAllIsAHundredPercent() {
    assertThat(Rule.value(0.999, FactName.Unit.SHARE)).isEqualTo("99 %");
    assertThat(Rule.value(1, FactName.Unit.SHARE)).isEqualTo("100 %");
    assertThat(Rule.value(90, FactName.Unit.SECONDS)).isEqualTo("90 s");
    assertThat(Rule.value(900, FactName.Unit.SECONDS)).isEqualTo("15 min");
  }
}
