// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.server.json.Json;
import dev.ballast.testkit.FakeClock;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decisions rest on what was judged lately, or on nothing. */
class FreshStateTest {

  @TempDir Path dir;

  @Test
  void hasNoDataBeforeTheFirstJudgement() throws IOException {
    try (LiveShop shop = LiveShop.configured(dir.resolve("data"), dir.resolve("config"))) {
      assertThat(gate(shop).get("verdict")).isEqualTo("no_data");
      assertThat(gate(shop).get("reasons")).asString().contains("Nothing has been judged yet");
      assertThat(status(shop, "/readyz")).isEqualTo(503);
      assertThat(status(shop, "/api/v1/services/payments")).isEqualTo(503);
    }
  }

  @Test
  void hasNoDataWhenJudgingHasStopped() throws IOException {
    try (LiveShop shop = LiveShop.configured(dir.resolve("data"), dir.resolve("config"))) {
      shop.run(Duration.ofMinutes(2), 12);
      assertThat(gate(shop).get("verdict")).isIn("allow", "allow_slower");
      assertThat(status(shop, "/readyz")).isEqualTo(200);

      shop.clock.advance(Duration.ofMinutes(5));

      Map<?, ?> late = gate(shop);
      assertThat(late.get("verdict")).isEqualTo("no_data");
      assertThat(late.get("reasons")).asString().contains("Health was judged last 300 s ago");
      assertThat(shop.post("/api/v1/gate/payments", new byte[0]).body())
          .contains("\"verdict\":\"no_data\"");
      assertThat(json(shop, "/api/v1/status").get("fresh")).isEqualTo(false);
      assertThat(status(shop, "/readyz")).isEqualTo(503);
      assertThat(shop.get("/services/payments"))
          .contains("Stale: ")
          .doesNotContain("Releases may go");
    }
  }

  @Test
  void judgesWhenTheStoreTakesNothingMore() throws IOException {
    ServerConfig.Limits standard = ServerConfig.Limits.DEFAULT;
    ServerConfig.Limits full =
        new ServerConfig.Limits(
            standard.bodyBytes(),
            standard.writes(),
            standard.queries(),
            standard.queryTimeout(),
            standard.series(),
            Long.MAX_VALUE);
    Path config = LiveShop.resources(dir.resolve("config"));
    ServerConfig server =
        ServerConfig.in(dir.resolve("data")).withConfigDir(config).withLimits(full);
    try (LiveShop shop = new LiveShop(server, FakeClock.atStart())) {
      assertThat(
              shop.post("/v1/traces", shop.traffic.requests(shop.clock.instant(), 1, 5).traces())
                  .statusCode())
          .isEqualTo(503);

      shop.server.judge();

      assertThat(status(shop, "/readyz")).isEqualTo(200);
      assertThat(shop.get("/metrics")).contains("ballast_judgements_unrecorded_total 1");
    }
  }

  @Test
  void countsTheLastSpansBeforeItStops() throws IOException {
    Path data = dir.resolve("data");
    FakeClock clock;
    try (LiveShop shop = LiveShop.empty(data)) {
      clock = shop.clock;
      shop.post("/v1/traces", shop.traffic.requests(clock.instant(), 3, 5).traces());
    }
    try (LiveShop shop = new LiveShop(ServerConfig.in(data), clock)) {
      assertThat(
              shop.get(
                  "/prometheus/api/v1/query?query=traces_spanmetrics_calls_total&time="
                      + clock.instant().getEpochSecond()))
          .contains("\"service\":\"storefront\"");
    }
  }

  private static Map<?, ?> gate(LiveShop shop) {
    return json(shop, "/api/v1/gate/payments");
  }

  private static Map<?, ?> json(LiveShop shop, String path) {
    return Json.read(shop.get(path), Map.class);
  }

  private static int status(LiveShop shop, String path) {
    HttpResponse<String> answer = shop.send(HttpRequest.newBuilder(shop.uri(path)).build());
    return answer.statusCode();
  }
}
