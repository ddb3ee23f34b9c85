// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.CountedMetrics;
import dev.ballast.control.rollout.judge.History;
import dev.ballast.stats.sequential.ArmCounts;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ArmReaderTest {

  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final ArmMetric ERRORS = ArmMetric.errors("payments");

  private final CountedMetrics metrics = new CountedMetrics();
  private final ArmReader reader = new ArmReader(metrics);

  private void more(Instant at, String version, String code, double requests) {
    metrics.add(
        at,
        requests,
        "__name__",
        "istio_requests_total",
        "destination_service_name",
        "payments",
        "destination_version",
        version,
        "reporter",
        "source",
        "response_code",
        code);
  }

  private static Instant at(int seconds) {
    return T0.plusSeconds(seconds);
  }

  @Test
  void countsAreDifferencesOfCountersAndNotExtrapolated() {
    more(at(0), "v1", "200", 1000);
    more(at(0), "v1", "503", 7);
    more(at(9), "v1", "200", 93);
    more(at(9), "v1", "503", 2);
    more(at(9), "v2", "200", 11);
    assertThat(reader.between(ERRORS, "v1", "v2", at(0), at(10)))
        .contains(new ArmCounts(95, 2, 11, 0));
  }

  @Test
  void aCounterThatWentBackWasStartedAnew() {
    more(at(0), "v1", "200", 1000);
    metrics.reset();
    more(at(9), "v1", "200", 40);
    assertThat(reader.between(ERRORS, "v1", "v2", at(0), at(10)))
        .contains(new ArmCounts(40, 0, 0, 0));
  }

  @Test
  void withoutCountersAtTheBeginningNobodyKnowsWhatIsNew() {
    more(at(9), "v1", "200", 1000);
    assertThat(reader.between(ERRORS, "v1", "v2", at(0), at(10))).isEmpty();
  }

  @Test
  void theHistoryHasOneNumberForEachInterval() {
    for (int i = 0; i <= 6; i++) {
      more(at(10 * i), "v1", "200", 100);
      more(at(10 * i), "v1", "500", 2);
    }
    History history = reader.history(ERRORS, "v1", at(60), Duration.ofSeconds(10), 6);
    assertThat(history.total()).isEqualTo(612);
    assertThat(history.bad()).isEqualTo(12);
  }
}
