// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.server.json.Json;
import dev.ballast.testkit.FakeClock;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From telemetry to a named cause, on a real server, and over a restart. */
class IncidentLifeTest {

  @TempDir Path dir;

  private static void run(LiveShop shop, int steps) {
    for (int i = 0; i < steps; i++) {
      shop.run(LiveShop.STEP.multipliedBy(2), 20);
      shop.server.lookInto();
    }
  }

  private static Map<?, ?> only(LiveShop shop) {
    List<?> all = list(shop);
    assertThat(all).hasSize(1);
    return map(all.getFirst());
  }

  private static List<?> list(LiveShop shop) {
    return shop.json("/api/v1/incidents").get("incidents") instanceof List<?> all ? all : List.of();
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  @Test
  void failuresOfOneServiceAreOneIncidentWithItsCauseNamedAndKeptOverARestart() throws IOException {
    FakeClock clock = FakeClock.atStart();
    Path data = dir.resolve("data");
    try (LiveShop shop = LiveShop.configured(data, dir.resolve("config"), clock)) {
      run(shop, 24);
      assertThat(list(shop)).isEmpty();
      assertThat(shop.get("/api/v1/why")).contains("No incident is open");

      shop.traffic.fail("payments", "us-east", 0.5);
      run(shop, 12);

      Map<?, ?> incident = only(shop);
      assertThat(incident.get("verdict")).isEqualTo("named");
      Map<?, ?> cause = map(incident.get("cause"));
      assertThat(cause.get("name")).isEqualTo("payments");
      assertThat(cause.get("region")).isEqualTo("us-east");
      Map<?, ?> why = shop.json("/api/v1/why?subject=storefront");
      assertThat(why.get("about")).isEqualTo("service");
      assertThat(Json.text(why)).contains("\"id\":\"" + incident.get("id") + "\"");
      assertThat(shop.get("/api/v1/incidents/INC-1/evidence")).contains("\"kind\":\"failures\"");
      assertThat(shop.get("/api/v1/events?name=incident."))
          .contains("incident.opened", "incident.diagnosed");
      assertThat(shop.ask("/api/v1/incidents/INC-9").statusCode()).isEqualTo(404);
      assertThat(shop.ask("/api/v1/why?subject=nobody").statusCode()).isEqualTo(404);
      assertThat(acknowledge(shop)).contains("\"phase\":\"acknowledged\"");
    }
    try (LiveShop shop = LiveShop.configured(data, dir.resolve("config"), clock)) {
      Map<?, ?> incident = only(shop);

      assertThat(incident.get("id")).isEqualTo("INC-1");
      assertThat(incident.get("phase")).isEqualTo("acknowledged");
      assertThat(map(incident.get("cause")).get("name")).isEqualTo("payments");
      shop.clock.advance(Duration.ofSeconds(1));
      shop.server.lookInto();
      assertThat(only(shop).get("phase")).isEqualTo("acknowledged");
    }
  }

  private static String acknowledge(LiveShop shop) {
    return shop.send(
            HttpRequest.newBuilder(shop.uri("/api/v1/incidents/INC-1/acknowledge"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build())
        .body();
  }
}
