// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.cli.client.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JudgementTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private static final Truth TRUTH =
      truth(
          """
          {"kind":"slow-database","target":"database","region":"us-east",
           "start":"2026-03-01T12:00:00Z",
           "callers":[{"service":"payments","region":"us-east"}]}
          """);

  private final Timeline timeline = new Timeline();

  private static Truth truth(String json) {
    Optional<Truth> truth = Truth.of(JsonMapper.builder().build().readTree(json));
    return truth.orElseThrow();
  }

  private static Standing standing(String service, String health, int since, String text) {
    return standing(service, "us-east", health, since, text);
  }

  private static Standing standing(
      String service, String region, String health, int since, String text) {
    boolean bad = health.equals("DEGRADED") || health.equals("UNHEALTHY");
    List<Standing.Why> why = List.of(new Standing.Why(bad ? service + "-availability" : "", text));
    return new Standing(service, region, health, START.plusSeconds(since), false, text, why);
  }

  private void see(int second, Standing... standings) {
    timeline.add(START.plusSeconds(second), List.of(standings));
  }

  private Judgement judged() {
    return Judgement.of(timeline, TRUTH);
  }

  private void allWellBefore() {
    see(
        -20,
        standing("database", "HEALTHY", -60, "all SLOs met"),
        standing("payments", "HEALTHY", -60, "all SLOs met"),
        standing("auth", "HEALTHY", -60, "all SLOs met"));
  }

  @Test
  void acceptsATimelyVerdictWithImpairedCallersAndQuietBystanders() {
    allWellBefore();
    see(
        12,
        standing("database", "DEGRADED", 11, "5 % over 0.1 s"),
        standing("payments", "HEALTHY", -60, "all SLOs met; impaired by database"),
        standing("auth", "HEALTHY", -60, "all SLOs met"));
    Judgement judgement = judged();
    assertThat(judgement.problems()).isEmpty();
    assertThat(judgement.detection()).hasValue(Duration.ofSeconds(11));
    assertThat(judgement.firstVerdict().map(Standing::slo)).hasValue("database-availability");
  }

  @Test
  void refusesAVerdictThatComesTooLate() {
    allWellBefore();
    see(
        40,
        standing("database", "UNHEALTHY", 31, "spent"),
        standing("payments", "DEGRADED", 31, "impaired by database"),
        standing("auth", "HEALTHY", -60, "all SLOs met"));
    assertThat(judged().problems())
        .containsExactly("database (us-east) was found after 31 s (expected: at most 30 s)");
  }

  @Test
  void refusesAVictimThatWasNeverFound() {
    allWellBefore();
    assertThat(judged().problems())
        .containsExactly(
            "payments (us-east) calls database and never said impaired by it",
            "database was broken and never called DEGRADED or UNHEALTHY");
  }

  @Test
  void refusesAVerdictFromBeforeTheFault() {
    see(-5, standing("database", "DEGRADED", -6, "slow"));
    see(
        10,
        standing("database", "HEALTHY", 9, "all SLOs met"),
        standing("payments", "HEALTHY", -60, "impaired by database"));
    assertThat(judged().problems()).contains("database (us-east) was DEGRADED before the fault");
  }

  @Test
  void refusesABystanderThatWasAccusedEvenForAMoment() {
    allWellBefore();
    see(
        12,
        standing("database", "DEGRADED", 11, "slow"),
        standing("payments", "DEGRADED", 11, "impaired by database"),
        standing("auth", "DEGRADED", 11, "slow"));
    see(
        13,
        standing("database", "DEGRADED", 11, "slow"),
        standing("payments", "DEGRADED", 11, "impaired by database"),
        standing("auth", "HEALTHY", 13, "all SLOs met"));
    assertThat(judged().problems())
        .containsExactly(
            "auth (us-east) is DEGRADED (expected: HEALTHY): it does not call database");
  }

  @Test
  void theSameServiceInAnotherRegionIsABystander() {
    allWellBefore();
    see(
        12,
        standing("database", "DEGRADED", 11, "slow"),
        standing("payments", "DEGRADED", 11, "impaired by database"),
        standing("payments", "eu-west", "DEGRADED", 11, "impaired by database"));
    assertThat(judged().problems())
        .containsExactly(
            "payments (eu-west) is DEGRADED (expected: HEALTHY): it does not call database");
  }

  @Test
  void placesThatTheServerNoLongerSpeaksOfAreForgotten() {
    see(-30, standing("auth", "", "UNKNOWN", -60, "no data"));
    allWellBefore();
    see(
        12,
        standing("database", "DEGRADED", 11, "slow"),
        standing("payments", "HEALTHY", -60, "impaired by database"),
        standing("auth", "HEALTHY", -60, "all SLOs met"));
    assertThat(judged().problems()).isEmpty();
  }

  @Test
  void aQuietRunIsOkWhenAllAreHealthyAndExternalsUnknown() {
    see(1, standing("auth", "HEALTHY", 0, "all SLOs met"));
    timeline.add(
        START.plusSeconds(2),
        List.of(
            standing("auth", "HEALTHY", 0, "all SLOs met"),
            new Standing("card-processor", "us-east", "UNKNOWN", START, true, "", List.of())));
    assertThat(Judgement.ofQuietRun(timeline).ok()).isTrue();
  }

  @Test
  void aQuietRunIsNotOkWhenSomethingIsUnknownOrNothingWasSeen() {
    assertThat(Judgement.ofQuietRun(timeline).problems()).containsExactly("no service was seen");
    see(1, standing("auth", "UNKNOWN", 0, "no data"));
    assertThat(Judgement.ofQuietRun(timeline).problems())
        .containsExactly("auth (us-east) is UNKNOWN (expected: HEALTHY)");
  }

  @Test
  void aQuietRunIsNotOkAfterAnAlarmThatIsOver() {
    see(1, standing("auth", "DEGRADED", 0, "slow"));
    see(9, standing("auth", "HEALTHY", 8, "all SLOs met"));
    assertThat(Judgement.ofQuietRun(timeline).problems())
        .containsExactly("auth (us-east) was DEGRADED, and nothing was broken");
  }

  @Test
  void refusesAnAlarmOnAnybodyBeforeTheFault() {
    see(-30, standing("auth", "DEGRADED", -31, "slow"));
    allWellBefore();
    see(
        12,
        standing("database", "DEGRADED", 11, "slow"),
        standing("payments", "HEALTHY", -60, "impaired by database"),
        standing("auth", "HEALTHY", -60, "all SLOs met"));
    assertThat(judged().problems()).containsExactly("auth (us-east) was DEGRADED before the fault");
  }

  @Test
  void aCallerMustBlameTheVictimAndNobodyElse() {
    allWellBefore();
    see(
        12,
        standing("database", "DEGRADED", 11, "slow"),
        standing("payments", "DEGRADED", 11, "impaired by database-proxy: slow; calls database"),
        standing("auth", "HEALTHY", -60, "all SLOs met"));
    assertThat(judged().problems())
        .containsExactly("payments (us-east) calls database and never said impaired by it");
  }

  @Test
  void truthBeforeTheFaultIsNone() {
    assertThat(
            Truth.of(JsonMapper.builder().build().readTree("{\"kind\":\"none\",\"callers\":[]}")))
        .isEmpty();
  }
}
