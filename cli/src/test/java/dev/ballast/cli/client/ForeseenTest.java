// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ForeseenTest {

  private static List<Foreseen> read(String json) {
    return Foreseen.of(JsonMapper.builder().build().readTree(json));
  }

  @Test
  void readsEachSeriesWithItsDates() {
    List<Foreseen> all =
        read(
            """
            {"capacity":"orders-journal","service":"orders","series":[
             {"labels":{"cloud_region":"us-east"},"urgency":"ACT","sentence":"Decide now.",
              "p10":"2026-03-01T12:01:00Z","p50":"2026-03-01T12:01:10Z","p90":null,
              "detail":{"evidence":{"query":"max(system_filesystem_usage_bytes)"}}},
             {"labels":{},"urgency":"FINE","sentence":"Nothing to do.",
              "p10":null,"p50":null,"p90":null,"detail":null}]}
            """);

    assertThat(all)
        .extracting(Foreseen::name)
        .containsExactly("orders-journal (us-east)", "orders-journal");
    assertThat(all).extracting(Foreseen::needsAction).containsExactly(true, false);
    assertThat(all.getFirst().p50()).contains(Instant.parse("2026-03-01T12:01:10Z"));
    assertThat(all.getFirst().p90()).isEmpty();
    assertThat(all.getFirst().query()).isEqualTo("max(system_filesystem_usage_bytes)");
    assertThat(all.getLast().query()).isEmpty();
  }
}
