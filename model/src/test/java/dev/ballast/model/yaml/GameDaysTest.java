// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ballast.model.gameday.GameDay;
import dev.ballast.model.gameday.SteadyState;
import dev.ballast.model.gameday.Step.Act;
import dev.ballast.model.gameday.Step.Check;
import dev.ballast.model.gameday.StopRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GameDaysTest {

  private static final Path EXAMPLE = Path.of("../examples/gameday/region-failure.yaml");

  private static GameDayReading read(String text) {
    return ConfigurationReader.readGameDay(Source.of("day.yaml", text), QueryChecker.NONE);
  }

  private static List<String> problems(String spec) {
    return read(
            "apiVersion: ballast.dev/v1\nkind: GameDay\nmetadata: {name: day}\nspec:\n"
                + spec.indent(2))
        .errors()
        .stream()
        .map(Problem::toString)
        .toList();
  }

  @Test
  void readsTheExample() {
    GameDayReading reading = ConfigurationReader.readGameDays(List.of(EXAMPLE), QueryChecker.NONE);

    assertThat(reading.problems()).isEmpty();
    GameDay day = reading.days().getFirst();
    assertThat(day.region()).isEqualTo("us-east");
    assertThat(day.length()).isEqualTo(Duration.ofHours(2));
    assertThat(day.due(day.timeline().getLast())).isEqualTo(Duration.ofMinutes(3));
    assertThat(day.faults().getFirst().broken())
        .isNotNull()
        .satisfies(broken -> assertThat(broken.paths()).hasSize(2));
  }

  @Test
  void readsThePublicDay() {
    Path file =
        Path.of(System.getProperty("ballast.shared", "/nowhere"))
            .resolve("data/chaos/gameday/us-east-region-failure.gameday.yaml");
    assumeTrue(Files.exists(file), "skipped: " + file + " is not there");

    GameDayReading reading = ConfigurationReader.readGameDays(List.of(file), QueryChecker.NONE);

    assertThat(reading.problems()).isEmpty();
    GameDay day = reading.days().getFirst();
    assertThat(day.timeline()).hasSize(9);
    assertThat(day.timeline().get(1).checks())
        .extracting(Check::kind)
        .containsExactly(
            Check.Kind.BY_HAND,
            Check.Kind.ALERT_ROUTE_TEST,
            Check.Kind.STEADY_STATE,
            Check.Kind.DNS_AUDIT,
            Check.Kind.PREFLIGHT);
    assertThat(day.timeline().get(6).act()).isEqualTo(Act.HEAL);
    assertThat(day.timeline().get(6).heals()).isEqualTo("chaos");
    assertThat(day.stopWhen()).hasSize(4).first().isInstanceOf(StopRule.Burn.class);
    assertThat(day.steadyState().checks()).last().isInstanceOf(SteadyState.Check.OfQuery.class);
    assertThat(day.safety().twoPersons()).isTrue();
    assertThat(day.objectives().dnsTail()).isEqualTo(Duration.ofSeconds(60));
    assertThat(day.blastRadius().budgetSpend()).isEqualTo(0.1);
  }

  @Test
  void refusesVariablesThatAreNotMeantForGameDays() {
    assertThat(
            problems(
                """
                objective: "?"
                load:
                  - {name: a, target: "http://shop.example/", rate: 1/s, headers: {Authorization: "planted ${AWS_SECRET}"}}
                  - {name: b, target: "http://shop.example/", rate: 1/s, headers: {Authorization: "${BALLAST_GAMEDAY_TOKEN}"}}
                """))
        .filteredOn(p -> p.contains("variables"))
        .singleElement(as(STRING))
        .contains("headers.Authorization", "BALLAST_GAMEDAY_")
        .doesNotContain("planted");
  }

  @Test
  void wantsEveryFaultHealedAndTimesThatAscend() {
    assertThat(
            problems(
                """
                objective: "?"
                timeline:
                  - {at: "09:30", id: a, do: fault, fault: {kind: Drop, target: {matchLabels: {region: r, service: s}}}}
                  - {at: "09:00", id: a, do: heal, fault: b}
                """))
        .hasSize(4)
        .anySatisfy(p -> assertThat(p).contains("not before the step above it"))
        .anySatisfy(p -> assertThat(p).contains("each id once"))
        .anySatisfy(p -> assertThat(p).contains("the id of a fault above"))
        .anySatisfy(p -> assertThat(p).contains("a later step that heals it"));
  }

  @Test
  void keepsToTheBlastRadiusAndTheLease() {
    assertThat(
            problems(
                """
                objective: "?"
                blastRadius: {regions: [eu-west], exclude: ["service=cards"]}
                safety: {lease: 5s, renewEvery: 4s, twoPersonRule: true}
                timeline:
                  - {at: "09:30", do: fault, gate: steadyState, fault: {kind: Drop, duration: 1m, target: {matchLabels: {region: us-east, service: cards}}}}
                """))
        .anySatisfy(p -> assertThat(p).contains("a region of blastRadius"))
        .anySatisfy(p -> assertThat(p).contains("none that blastRadius excludes"))
        .anySatisfy(p -> assertThat(p).contains("at most half of lease"))
        .anySatisfy(p -> assertThat(p).contains("an owner and another coordinator"))
        .anySatisfy(p -> assertThat(p).contains("a steadyState in spec"));
  }
}
