// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can run out, over REST, in the store and in the ledger. Queries here need no telemetry. */
class CapacityApiTest {

  private static String capacities(long limit) {
    return """
      - {apiVersion: ballast.dev/v1, kind: Service, metadata: {name: database}}
      - apiVersion: ballast.dev/v1
        kind: Capacity
        metadata: {name: growing}
        spec: {service: database, query: vector(time() / 3600), limit: %d, leadTime: 12h}
      - apiVersion: ballast.dev/v1
        kind: Capacity
        metadata: {name: flat}
        spec: {service: database, query: vector(42), limit: 90, leadTime: 12h, unit: percent}
      - apiVersion: ballast.dev/v1
        kind: Capacity
        metadata: {name: dark}
        spec: {service: database, query: not_measured, limit: 90, leadTime: 12h}
      """
        .formatted(limit);
  }

  private static List<?> list(Map<?, ?> map, String key) {
    return (List<?>) Objects.requireNonNull(map.get(key));
  }

  @TempDir Path dir;

  @Test
  void foreseesAndTellsItOverRestInTheStoreAndInTheLedger() throws IOException {
    FakeClock clock = FakeClock.atStart();
    Path config = Files.createDirectories(dir.resolve("config"));
    long limit = clock.instant().getEpochSecond() / 3600 + 10;
    Files.writeString(config.resolve("capacity.yaml"), capacities(limit));
    ServerConfig server = ServerConfig.in(dir.resolve("data")).withConfigDir(config);
    try (LiveShop shop = new LiveShop(server, clock)) {
      assertThat(shop.json("/api/v1/capacity").get("sentence"))
          .isEqualTo("No capacity has been judged yet.");

      shop.server.foresee();

      Map<?, ?> all = shop.json("/api/v1/capacity");
      assertThat(all.get("sentence")).isEqualTo("1 of the 3 capacities needs you.");
      assertThat((List<?>) all.get("capacities"))
          .extracting(
              one -> ((Map<?, ?>) one).get("capacity") + " " + ((Map<?, ?>) one).get("urgency"))
          .containsExactly("growing ACT_NOW", "dark UNKNOWN", "flat FINE");

      Map<?, ?> one = shop.json("/api/v1/capacity/growing");
      Map<?, ?> verdict = (Map<?, ?>) list(one, "series").getFirst();
      assertThat(verdict.get("outlook")).isEqualTo("WITHIN");
      assertThat(verdict.get("p50")).isNotNull();
      Map<?, ?> detail = (Map<?, ?>) Objects.requireNonNull(verdict.get("detail"));
      assertThat((List<?>) detail.get("forecast")).hasSize(36);
      assertThat((List<?>) detail.get("curve")).hasSize(36);
      assertThat(shop.ask("/api/v1/capacity/nothing").statusCode()).isEqualTo(404);

      assertThat(
              shop.get(
                  "/prometheus/api/v1/query?query=ballast_capacity_breach_probability"
                      + "%7Bwithin%3D%22lead_time%22%7D&time="
                      + clock.instant().getEpochSecond()))
          .contains("\"capacity\":\"growing\"", "\"capacity\":\"flat\"")
          .doesNotContain("\"capacity\":\"dark\"");
      assertThat(shop.get("/api/v1/events?name=capacity.changed"))
          .contains("\"capacity\":\"growing\"", "\"to\":\"ACT_NOW\"")
          .doesNotContain("\"capacity\":\"dark\"");
    }
  }
}
