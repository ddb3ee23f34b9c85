// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.maturity.Assessment;
import dev.ballast.control.maturity.Card;
import dev.ballast.control.maturity.Catalogue;
import dev.ballast.control.maturity.Check;
import dev.ballast.control.maturity.CheckResult;
import dev.ballast.control.maturity.Scope;
import dev.ballast.model.maturity.CheckState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every check against what proves it, what makes it fail, and proofs that have grown old. */
final class FixtureTest {

  /** Known only once all services are judged: AssessmentTest has both of its halves. */
  private static final Set<String> OF_SERVICES = Set.of("culture.breadth");

  @Test
  void hasBothHalvesForEveryCheck() {
    Set<String> checks =
        Catalogue.ALL.stream()
            .map(Check::id)
            .filter(id -> !OF_SERVICES.contains(id))
            .collect(Collectors.toSet());
    assertThat(Fixtures.all().keySet()).containsExactlyInAnyOrderElementsOf(checks);
    assertThat(Fixtures.all().values())
        .allSatisfy(
            pair -> {
              assertThat(pair.pass()).isNotEmpty();
              assertThat(pair.fail()).isNotEmpty();
            });
  }

  @TestFactory
  Stream<DynamicTest> provesAndFails() {
    List<DynamicTest> tests = new ArrayList<>();
    Fixtures.all()
        .forEach(
            (id, pair) -> {
              tests.add(
                  DynamicTest.dynamicTest(
                      id + " is proved", () -> expect(id, pair.pass(), CheckState.PROVED)));
              tests.add(
                  DynamicTest.dynamicTest(
                      id + " fails", () -> expect(id, pair.fail(), CheckState.FAILED)));
            });
    return tests.stream();
  }

  @Test
  void anObjectiveThatIsYoungerThanItsWindowIsNoFailure() {
    String young =
        "  objective availability service=checkout known=true met=true recent=1 window=0.02 since=1 rules=4";
    String gaps = young.replace("since=1", "since=0.8").replace("availability", "latency");

    CheckResult alone = complete(List.of(young));
    CheckResult both = complete(List.of(young, gaps));

    assertThat(alone.state()).isEqualTo(CheckState.UNKNOWN);
    assertThat(alone.text()).contains("has not passed since measuring began");
    assertThat(both.state()).isEqualTo(CheckState.FAILED);
  }

  private static CheckResult complete(List<String> lines) {
    Assessment all = Dossiers.assess(Fixtures.material(lines.stream().map(String::strip).toList()));
    return result(all.of("checkout").orElseThrow(), "slo.complete");
  }

  private static void expect(String id, List<String> lines, CheckState state) {
    Check check = Catalogue.find(id).orElseThrow();
    Assessment all = Dossiers.assess(Fixtures.material(lines));
    if (check.scope() != Scope.ORGANISATION) {
      judged(all.of("checkout").orElseThrow(), id, state);
    }
    if (check.scope() != Scope.SERVICE) {
      judged(all.organisation(), id, state);
    }
  }

  private static void judged(Card card, String id, CheckState state) {
    CheckResult result = result(card, id);
    assertThat(result.state()).as(result.text()).isEqualTo(state);
    assertThat(result.proofs()).isNotEmpty();
    assertThat(result.at()).isBeforeOrEqualTo(Fixtures.NOW);
    assertThat(result.expires()).isAfter(Fixtures.NOW);
  }

  private static CheckResult result(Card card, String id) {
    return card.results().stream()
        .filter(one -> one.check().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @TestFactory
  Stream<DynamicTest> nothingIsProvedForEver() {
    return Fixtures.all().entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey() + " expires",
                    () -> {
                      Check check = Catalogue.find(entry.getKey()).orElseThrow();
                      Material then = Fixtures.material(entry.getValue().pass());
                      Material later =
                          new Material(
                              Fixtures.NOW.plus(check.validity()).plusSeconds(1),
                              then.configuration(),
                              then.configuredAt(),
                              then.events(),
                              then.sights());
                      Assessment all = Dossiers.assess(later);
                      Card card =
                          check.scope() == Scope.ORGANISATION
                              ? all.organisation()
                              : all.of("checkout").orElseThrow();
                      assertThat(result(card, check.id()).state()).isNotEqualTo(CheckState.PROVED);
                    }));
  }

  @Test
  void nothingIsKnownOfAnEmptyLedger() {
    Assessment all = Dossiers.assess(Fixtures.material(List.of()));
    assertThat(all.organisation().results())
        .allSatisfy(one -> assertThat(one.state()).isIn(CheckState.UNKNOWN, CheckState.CLAIMED));
    assertThat(all.organisation().number()).isZero();
    assertThat(all.services())
        .allSatisfy(
            card -> {
              assertThat(card.count(CheckState.PROVED)).isZero();
              assertThat(card.count(CheckState.FAILED)).isZero();
              assertThat(card.next()).isPresent();
            });
  }

  @Test
  void eventsOfAnotherServiceProveNothing() {
    Assessment all =
        Dossiers.assess(Fixtures.material(List.of("event 9d gameday.finished service=payments")));
    assertThat(result(all.of("checkout").orElseThrow(), "gameday.held").state())
        .isEqualTo(CheckState.UNKNOWN);
    assertThat(result(all.of("payments").orElseThrow(), "gameday.held").state())
        .isEqualTo(CheckState.PROVED);
    assertThat(result(all.organisation(), "gameday.held").state()).isEqualTo(CheckState.PROVED);
  }

  @Test
  void eventsWithoutAServiceCountForTheOrganisation() {
    Assessment all =
        Dossiers.assess(Fixtures.material(List.of("event 9d gameday.finished verdict=passed")));
    assertThat(result(all.organisation(), "gameday.held").state()).isEqualTo(CheckState.PROVED);
    assertThat(all.services())
        .allSatisfy(
            card -> assertThat(result(card, "gameday.held").state()).isEqualTo(CheckState.UNKNOWN));
  }

  @Test
  void anEventOfTimesToComeProvesNothing() {
    Material then = Fixtures.material(List.of("event 0s gameday.finished service=checkout"));
    Material before =
        new Material(
            Fixtures.NOW.minusSeconds(3600),
            then.configuration(),
            then.configuredAt(),
            then.events(),
            Sights.NONE);
    assertThat(result(Dossiers.assess(before).of("checkout").orElseThrow(), "gameday.held").state())
        .isEqualTo(CheckState.UNKNOWN);
  }
}
