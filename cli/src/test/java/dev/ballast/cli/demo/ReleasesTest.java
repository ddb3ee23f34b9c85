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

final class ReleasesTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final Timeline timeline = new Timeline();

  private static Optional<Truth> truth(boolean ended) {
    return Truth.of(
        JsonMapper.builder()
            .build()
            .readTree(
                """
                {"kind":"bad-deploy","target":"payments","region":"us-east","version":"v2.3.1",
                 "start":"2026-03-01T12:00:00Z",%s
                 "callers":[{"service":"storefront","region":"us-east"}]}
                """
                    .formatted(ended ? "\"end\":\"2026-03-01T12:00:25Z\"," : "")));
  }

  private static Release release(String version, String phase, String retired) {
    return new Release(
        version,
        phase,
        START.minusSeconds(3),
        START.plusSeconds(24),
        List.of(),
        "",
        "held",
        retired);
  }

  private static final Release ROLLED_BACK = release("v2.3.1", "Failed", "v2.3.1");
  private static final Release PROMOTED = release("v2.3.2", "Succeeded", "v2.3.0");

  private List<String> problems(Release... releases) {
    return Releases.judge(timeline, List.of(releases), "", truth(true)).problems();
  }

  private void see(String service, String region, String health, int since) {
    timeline.add(
        START.plusSeconds(30),
        List.of(
            new Standing(
                service, region, health, START.plusSeconds(since), false, "said", List.of())));
  }

  @Test
  void theBadOneBackAndTheGoodOneOnIsAllThereIsToIt() {
    Judgement judgement = Releases.judge(timeline, List.of(ROLLED_BACK, PROMOTED), "", truth(true));

    assertThat(judgement.problems()).isEmpty();
    assertThat(judgement.detection()).contains(Duration.ofSeconds(24));
  }

  @Test
  void aBadReleaseThatIsPromotedIsNotTrueToTheTruth() {
    assertThat(problems(release("v2.3.1", "Succeeded", ""), PROMOTED))
        .containsExactly("v2.3.1 ended as Succeeded, held (expected: Failed, since it is bad)");
  }

  @Test
  void aGoodReleaseHasToBePromotedAndTheOldOneEnded() {
    assertThat(problems(ROLLED_BACK, release("v2.3.2", "Waiting", "")))
        .containsExactly("v2.3.2 ended as Waiting, held (expected: Succeeded, since it is good)");
    assertThat(problems(ROLLED_BACK, release("v2.3.2", "Succeeded", "")))
        .containsExactly("v2.3.2 was promoted, and the version before still runs");
    assertThat(problems(ROLLED_BACK))
        .containsExactly("v2.3.2 was never deployed: there was no time left for it");
  }

  @Test
  void trafficThatStaysAtABadVersionIsToldOf() {
    assertThat(
            Releases.judge(timeline, List.of(ROLLED_BACK, PROMOTED), "", truth(false)).problems())
        .containsExactly("v2.3.1 was rolled back and still gets traffic");
  }

  @Test
  void saysWhatKeptTheRobotWhenNothingHappened() {
    assertThat(Releases.judge(timeline, List.of(), "not yet", Optional.empty()).problems())
        .contains("the bad release never got traffic", "the release robot's trouble: not yet");
  }

  @Test
  void whoIsHurtMayBeAccusedAndNobodyElse() {
    see("payments", "us-east", "DEGRADED", 12);
    assertThat(problems(ROLLED_BACK, PROMOTED)).isEmpty();
    see("storefront", "us-east", "DEGRADED", 12);
    assertThat(problems(ROLLED_BACK, PROMOTED)).isEmpty();
    see("payments", "eu-west", "DEGRADED", 12);
    assertThat(problems(ROLLED_BACK, PROMOTED))
        .containsExactly("payments (eu-west) was DEGRADED: the bad release does not reach it");
  }

  @Test
  void nobodyMayBeAccusedBeforeTheBadRelease() {
    see("payments", "us-east", "DEGRADED", -12);
    assertThat(problems(ROLLED_BACK, PROMOTED))
        .containsExactly("payments (us-east) was DEGRADED before the bad release");
  }
}
