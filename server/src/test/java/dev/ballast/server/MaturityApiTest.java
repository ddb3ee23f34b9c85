// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How mature a shop is that runs: over REST, as facts, as a badge, on its pages, and in events. */
class MaturityApiTest {

  @TempDir Path dir;

  private static JsonNode json(LiveShop shop, String path) {
    return JsonMapper.shared().readTree(shop.get(path));
  }

  private static JsonNode check(JsonNode card, String id) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode level : card.path("levels")) {
      for (JsonNode bullet : level.path("bullets")) {
        bullet
            .path("checks")
            .valueStream()
            .filter(one -> one.path("check").asString("").equals(id))
            .forEach(found::add);
      }
    }
    assertThat(found).as(id).hasSize(1);
    return found.getFirst();
  }

  @Test
  void judgesTheShopByWhatItDoes() throws IOException {
    try (LiveShop shop = LiveShop.configured(dir.resolve("data"), dir.resolve("config"))) {
      assertThat(shop.get("/api/v1/maturity")).contains("not judged yet");
      shop.run(Duration.ofMinutes(2), 10);
      shop.ripen();

      JsonNode all = json(shop, "/api/v1/maturity");
      assertThat(all.path("organisation").path("levels").size()).isEqualTo(4);
      assertThat(all.path("services").size()).isGreaterThan(3);
      JsonNode payments = json(shop, "/api/v1/maturity/services/payments");
      JsonNode slo = check(payments, "slo.measured");
      assertThat(slo.path("state").asString()).isEqualTo("proved");
      assertThat(slo.path("evidence").path(0).path("kind").asString()).isEqualTo("query");
      assertThat(slo.path("evidence").path(0).path("ref").asString()).contains("payments");
      assertThat(slo.path("expires").asString()).isNotEmpty();
      assertThat(check(payments, "monitoring.requests").path("state").asString())
          .isEqualTo("proved");
      assertThat(check(payments, "region.serving").path("state").asString()).isEqualTo("proved");
      assertThat(check(payments, "gameday.held").path("state").asString()).isEqualTo("unknown");
      assertThat(payments.path("level").asInt()).isZero();
      assertThat(payments.path("next").path("step").asString()).isNotEmpty();

      JsonNode one = json(shop, "/api/v1/maturity?check=slo.measured");
      assertThat(one.path("services").size()).isEqualTo(all.path("services").size());
      JsonNode facts = json(shop, "/api/v1/maturity/facts");
      JsonNode first = facts.path("facts").path(0);
      assertThat(first.path("entity").path("kind").asString()).isEqualTo("component");
      for (String name : first.path("facts").propertyNames()) {
        assertThat(facts.path("schema").has(name)).as(name).isTrue();
      }
      assertThat(shop.get("/api/v1/maturity/badge"))
          .startsWith("<svg")
          .contains("level 0 of 4")
          .doesNotContain("http://localhost");
      assertThat(shop.get("/api/v1/maturity/services/paymens"))
          .contains("service: paymens (expected: ")
          .contains("payments");
      assertThat(shop.get("/maturity"))
          .contains("Not even level 1 of 4 is proved yet.", "To level 1", "Fixed SLOs")
          .contains("href=\"/maturity/payments\"");
      assertThat(shop.get("/maturity/payments"))
          .contains("payments: Not even level 1", "An objective of it is measured")
          .contains("/prometheus/api/v1/query?query=");
      assertThat(shop.get("/maturity/nobody")).contains("There is no maturity of nobody.");
      assertThat(shop.get("/api/v1/maturity?check=slo.mesured")).contains("slo.measured");
    }
  }
}
