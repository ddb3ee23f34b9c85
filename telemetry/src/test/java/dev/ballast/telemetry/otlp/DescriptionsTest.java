// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.telemetry.meter.Counter;
import dev.ballast.telemetry.meter.Meter;
import dev.ballast.telemetry.query.MetricQuery.Metadata;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DescriptionsTest {

  private final List<String> described = new ArrayList<>();
  private final Meter meter = new Meter();
  private final Counter undescribed = new OtlpMeter(meter).undescribed();
  private final Descriptions descriptions =
      new Descriptions((metric, _) -> described.add(metric), undescribed);

  @Test
  void passesOnWhatSoManyMetricsAreAndCountsTheOthers() {
    for (int i = 0; i < Descriptions.MOST_METRICS + 3; i++) {
      descriptions.describe("metric_" + i, new Metadata("gauge", "", ""));
    }
    descriptions.describe("metric_7", new Metadata("gauge", "changed", ""));

    assertThat(described).hasSize(Descriptions.MOST_METRICS + 1).endsWith("metric_7");
    assertThat(meter.prometheusText()).contains("ballast_otlp_undescribed_metrics_total 3\n");
  }
}
