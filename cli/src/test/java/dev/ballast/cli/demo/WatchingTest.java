// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class WatchingTest {

  private static final Duration SHORT = Duration.ofMinutes(2);
  private static final Truth TRUTH =
      Truth.of(
              JsonMapper.builder()
                  .build()
                  .readTree(
                      """
                      {"kind":"dependency-errors","target":"auth","region":"us-east",
                       "start":"2026-03-01T12:01:00Z",
                       "callers":[{"service":"payments","region":"us-east"}]}
                      """))
          .orElseThrow();

  private final Watching watching = new Watching();

  @Test
  void countsVictimCallersBystandersAndWhatCameBefore() {
    told("reviews", "eu-west", "12:00:20", true);
    told("payments", "us-east", "12:01:08", true);
    told("auth", "us-east", "12:01:11", true);
    told("storefront", "us-east", "12:01:12", false);
    told("inventory", "us-east", "12:01:30", true);
    assertThat(watching.detection(TRUTH)).contains(Duration.ofSeconds(11));
    assertThat(watching.told()).hasSize(4);
    assertThat(watching.before(TRUTH)).extracting(Alert::service).containsExactly("reviews");
    assertThat(watching.bystanders(TRUTH)).extracting(Alert::service).containsExactly("inventory");
    assertThat(watching.problems(Optional.of(TRUTH), SHORT)).isEmpty();
  }

  @Test
  void aVictimThatWasStrangeBeforeItWasBrokenIsNotFoundByThat() {
    told("auth", "us-east", "12:00:20", true);
    assertThat(watching.victim(TRUTH)).isEmpty();
  }

  @Test
  void moreThanOneFalseAlertInHalfAnHourIsAProblem() {
    told("auth", "us-east", "12:00:20", true);
    assertThat(watching.problems(Optional.empty(), SHORT)).isEmpty();
    told("orders", "us-east", "12:00:40", true);
    assertThat(watching.problems(Optional.empty(), SHORT))
        .containsExactly(
            "2 anomalies while nothing was broken (expected: at most 1), the first at"
                + " auth (us-east): errors 30 %");
    assertThat(watching.problems(Optional.empty(), Duration.ofMinutes(40))).isEmpty();
  }

  @Test
  void oneAnomalyIsCountedOnceAndAsAnAlertOnceItIsOne() {
    told("auth", "us-east", "12:00:20", false);
    assertThat(watching.told()).isEmpty();
    told("auth", "us-east", "12:00:20", true);
    assertThat(watching.told()).hasSize(1);
    assertThat(watching.all()).hasSize(1);
  }

  private void told(String service, String region, String time, boolean alert) {
    watching.add(
        JsonMapper.builder()
            .build()
            .readTree(
                """
                {"open":[{"id":"%s@%s","service":"%s","region":"%s",
                  "told":"2026-03-01T%sZ","alert":%s,"text":"errors 30 %%"}],"recent":[]}
                """
                    .formatted(service, region, service, region, time, alert)));
  }
}
