// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.telemetry.meter.Meter;
import dev.ballast.telemetry.store.StoreStats;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StoreGaugesTest {

  @Test
  void asksTheStoreOnceWheneverTheMetricsAreRead() {
    Meter meter = new Meter();
    AtomicInteger asked = new AtomicInteger();
    StoreGauges.register(
        meter,
        () ->
            new StoreStats(asked.incrementAndGet(), 2, 3, 4, 5, 6, 7, 8, 9, List.of(), List.of()));

    assertThat(meter.prometheusText())
        .contains("ballast_store_series 1\n")
        .contains("ballast_store_disk_bytes 8\n")
        .contains("ballast_store_damaged 9\n");
    assertThat(meter.prometheusText()).contains("ballast_store_series 2\n");
    assertThat(asked).hasValue(2);
  }
}
