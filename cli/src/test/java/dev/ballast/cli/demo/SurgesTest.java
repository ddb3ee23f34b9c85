// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.cli.client.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SurgesTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final Timeline timeline = new Timeline();
  private final Watching watching = new Watching();

  private static Truth truth(int failed, int slow) {
    return Truth.of(
            JsonMapper.builder()
                .build()
                .readTree(
                    """
                    {"kind":"traffic-surge","target":"storefront","region":"us-east",
                     "start":"2026-03-01T12:00:00Z","callers":[],
                     "reached":[{"service":"orders","region":"us-east"}],
                     "felt":{"visits":1000,"failed":%d,"slow":%d}}
                    """
                        .formatted(failed, slow)))
        .orElseThrow();
  }

  private void see(int second, Standing... standings) {
    timeline.add(START.plusSeconds(second), List.of(standings));
  }

  private static Standing standing(String service, String region, String health, int since) {
    return new Standing(
        service, region, health, START.plusSeconds(since), false, "said", List.of());
  }

  private void wellBut(String service, String region, String health, int since) {
    see(-20, standing("storefront", "us-east", "HEALTHY", -60));
    see(
        20,
        standing("storefront", "us-east", "HEALTHY", -60),
        standing(service, region, health, since));
  }

  private void told(int second) {
    watching.add(
        JsonMapper.builder()
            .build()
            .readTree(
                """
                {"open":[{"id":"1","service":"storefront","region":"us-east","told":"%s",
                  "alert":true,"text":"3 times the requests"}],"recent":[]}
                """
                    .formatted(START.plusSeconds(second))));
  }

  private List<String> problems(Truth truth) {
    return Judgement.of(timeline, watching, truth).problems();
  }

  @Test
  void acceptsASurgeThatIsToldOfAndHurtsNobody() {
    wellBut("orders", "us-east", "HEALTHY", -60);
    told(9);
    Judgement judgement = Judgement.of(timeline, watching, truth(0, 4));
    assertThat(judgement.problems()).isEmpty();
    assertThat(judgement.detection()).hasValue(Duration.ofSeconds(9));
  }

  @Test
  void aSurgeThatTheWatchDidNotTellOfIsReportedAsSuch() {
    wellBut("orders", "us-east", "HEALTHY", -60);
    Judgement judgement = Judgement.of(timeline, watching, truth(0, 0));
    assertThat(judgement.problems()).isEmpty();
    assertThat(judgement.detection()).isEmpty();
  }

  @Test
  void refusesAnAlarmAtTheEntranceWhenNoUserFeltAnything() {
    see(20, standing("storefront", "us-east", "DEGRADED", 12));
    told(9);
    assertThat(problems(truth(1, 9)))
        .containsExactly("storefront (us-east) was DEGRADED, and no user felt anything");
    assertThat(problems(truth(20, 0))).isEmpty();
  }

  @Test
  void refusesHealthWhenUsersFeltIt() {
    wellBut("orders", "us-east", "HEALTHY", -60);
    told(9);
    assertThat(problems(truth(0, 260)))
        .containsExactly(
            "users felt the surge (1000 visits, 0.0 % failed, 26.0 % slow) and storefront was"
                + " called well");
    assertThat(problems(truth(60, 0))).hasSize(1);
  }

  @Test
  void whatTheSurgeReachesMayBeSlowWithoutAUserFeelingIt() {
    wellBut("orders", "us-east", "DEGRADED", 12);
    told(9);
    assertThat(problems(truth(0, 0))).isEmpty();
  }

  @Test
  void refusesAnAlarmWhereTheSurgeDoesNotReach() {
    wellBut("orders", "eu-west", "DEGRADED", 12);
    told(9);
    assertThat(problems(truth(0, 0)))
        .containsExactly("orders (eu-west) was DEGRADED: the surge does not reach it");
  }

  @Test
  void refusesAnAlarmBeforeTheSurge() {
    wellBut("orders", "us-east", "DEGRADED", -3);
    told(9);
    assertThat(problems(truth(0, 0)))
        .containsExactly("orders (us-east) was DEGRADED before the surge");
  }

  @Test
  void placesThatASurgeReachesAreNoBystanders() {
    watching.add(
        JsonMapper.builder()
            .build()
            .readTree(
                """
                {"open":[{"id":"2","service":"orders","region":"us-east",
                  "told":"2026-03-01T12:00:09Z","alert":true,"text":"more"},
                 {"id":"3","service":"auth","region":"eu-west",
                  "told":"2026-03-01T12:00:09Z","alert":true,"text":"more"}],"recent":[]}
                """));
    assertThat(watching.bystanders(truth(0, 0))).extracting(Alert::service).containsExactly("auth");
  }
}
