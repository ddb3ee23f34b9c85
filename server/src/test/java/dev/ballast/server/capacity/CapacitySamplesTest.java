// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.predict.capacity.Advice;
import dev.ballast.control.predict.capacity.CapacityReport;
import dev.ballast.control.predict.capacity.CapacitySnapshot;
import dev.ballast.control.predict.capacity.Evidence;
import dev.ballast.control.predict.capacity.Fan;
import dev.ballast.control.predict.capacity.Outlook;
import dev.ballast.control.predict.capacity.Urgency;
import dev.ballast.control.predict.capacity.Verdict;
import dev.ballast.model.Capacity;
import dev.ballast.model.CapacityName;
import dev.ballast.model.ServiceName;
import dev.ballast.promql.Labels;
import dev.ballast.telemetry.ingest.Appended;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CapacitySamplesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final Capacity MEMORY =
      new Capacity(
          new CapacityName("memory"),
          new ServiceName("shop"),
          new Capacity.Measure("memory_used", "", "", Capacity.Peak.MAX),
          Capacity.Limit.of(100),
          Capacity.Timing.DEFAULT,
          Capacity.Response.DEFAULT);

  @Test
  void keepsLabelsOfTheSeriesThatHaveTheNamesOfOurs() {
    List<Labels> all =
        labels(
            verdict(Map.of("__name__", "memory_used", "service", "cart", "capacity", "big")),
            verdict(Map.of("__name__", "memory_used", "service", "orders", "within", "a")));
    assertThat(all).doesNotHaveDuplicates();
    assertThat(all)
        .contains(
            Labels.of(
                "__name__", "ballast_capacity_usage",
                "capacity", "memory",
                "service", "shop",
                "exported_capacity", "big",
                "exported_service", "cart"),
            Labels.of(
                "__name__", "ballast_capacity_breach_probability",
                "capacity", "memory",
                "service", "shop",
                "exported_service", "orders",
                "exported_within", "a",
                "within", "decision"));
  }

  private static List<Labels> labels(Verdict... verdicts) {
    CapacityReport report = new CapacityReport(MEMORY, 1, NOW, List.of(verdicts), 0);
    List<Labels> all = new ArrayList<>();
    CapacitySamples.append(
        new CapacitySnapshot(NOW, List.of(report)),
        batch -> {
          for (int i = 0; i < batch.size(); i++) {
            all.add(batch.labels(i));
          }
          return Appended.all(batch.size());
        });
    return all;
  }

  private static Verdict verdict(Map<String, String> labels) {
    Duration step = Duration.ofHours(1);
    return new Verdict(
        labels.toString(),
        labels,
        NOW,
        100,
        new Outlook.BreachedNow(NOW),
        new Advice(Urgency.ACT_NOW, NOW, 1, 1, "", "", ""),
        new Evidence("", NOW, NOW, step, 0, 0, 0, List.of(), List.of(), List.of(), "", ""),
        new Fan(List.of(), List.of()));
  }
}
