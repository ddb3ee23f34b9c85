// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What reliability costs and is worth, of a shop that runs, over REST and on its page. */
class CostApiTest {

  static final String COSTS =
      """
      - apiVersion: ballast.dev/v1
        kind: CostModel
        metadata: {name: shop}
        spec:
          currency: EUR
          components:
            - {name: storefront, monthly: 9000, failures: [{perYear: 12, minutes: 40}], needs: [payments]}
            - {name: payments, monthly: 14000, failures: [{perYear: 6, minutes: 60}]}
          journeys:
            - {name: buy, entry: storefront, objective: 0.999, damage: {perMinute: 300}}
          releases: {failureRate: 0.1, minutes: 20, exposure: 0.25}
      - apiVersion: ballast.dev/v1
        kind: Investment
        metadata: {name: standby}
        spec: {model: shop, monthly: 4000, changes: [{component: payments, perYear: {times: 0.3}}]}
      - apiVersion: ballast.dev/v1
        kind: Investment
        metadata: {name: canary}
        spec: {model: shop, monthly: 1000, changes: [{component: storefront, perYear: {times: 0.5}}]}
      """;

  @TempDir Path dir;

  private LiveShop shop() throws IOException {
    Path config = dir.resolve("config");
    Files.createDirectories(config);
    Files.writeString(config.resolve("costs.yaml"), COSTS);
    return LiveShop.configured(dir.resolve("data"), config);
  }

  private static JsonNode json(LiveShop shop, String path) {
    return JsonMapper.shared().readTree(shop.get(path));
  }

  @Test
  void pricesTheModelAndTheShopThatRuns() throws IOException {
    try (LiveShop shop = shop()) {
      assertThat(json(shop, "/api/v1/cost").path("models").size()).isZero();
      assertThat(shop.get("/cost")).contains("Nothing is priced yet.");
      shop.traffic.fail("payments", "us-east", 0.1);
      shop.run(Duration.ofMinutes(3), 12);
      shop.price();

      JsonNode model = json(shop, "/api/v1/cost").path("models").path(0);
      JsonNode report = model.path("report");
      assertThat(report.path("exact").asBoolean()).isTrue();
      assertThat(report.path("best").path("investments").toString())
          .isEqualTo("[\"canary\",\"standby\"]");
      JsonNode buy = model.path("journeys").path(0);
      assertThat(buy.path("minute").asDouble()).isEqualTo(300);
      double served = buy.path("observed").path("served").asDouble();
      assertThat(served).isBetween(0.8, 0.9999);
      assertThat(buy.path("observed").path("basis").asString()).isEqualTo("measured");
      assertThat(buy.path("observed").path("lost_yearly").asDouble())
          .isCloseTo((1 - served) * 525_600 * 300, within(0.01));
      assertThat(buy.path("budget").path("release").asDouble()).isEqualTo(150);
      assertThat(buy.path("budget").path("bad_now").asDouble()).isPositive();

      JsonNode losses = json(shop, "/api/v1/cost/losses").path("models").path(0);
      assertThat(losses.path("model").asString()).isEqualTo("shop");
      assertThat(losses.path("unknown").asInt() + losses.path("losses").size()).isPositive();

      assertThat(shop.get("/cost"))
          .contains(
              "shop: canary + standby saves EUR ", "best on average", "a release, on average");
    }
  }

  @Test
  void pricesAnExperiment() throws IOException {
    try (LiveShop shop = shop()) {
      shop.run(Duration.ofMinutes(1), 12);
      shop.price();

      JsonNode price = json(shop, "/api/v1/cost/price?minutes=10&share=0.05&probability=0.2");
      assertThat(price.path("expected").asDouble()).isCloseTo(30, within(1e-9));
      assertThat(price.path("worst").asDouble()).isCloseTo(150, within(1e-9));
      assertThat(price.path("currency").asString()).isEqualTo("EUR");
      assertThat(shop.get("/api/v1/cost/price?minutes=-1&share=two"))
          .contains(
              "minutes: -1 (expected: a number 0..44640)", "share: two (expected: a number 0..1)");
      assertThat(shop.get("/api/v1/cost/price?model=x"))
          .contains("model: x (expected: one of shop)");
    }
  }
}
