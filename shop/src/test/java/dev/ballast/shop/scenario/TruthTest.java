// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.shop.scenario.Fault.BadRelease;
import dev.ballast.shop.scenario.Fault.Delay;
import dev.ballast.shop.scenario.Fault.Errors;
import dev.ballast.shop.scenario.Fault.Stalls;
import dev.ballast.shop.scenario.Fault.Surge;
import dev.ballast.shop.topology.Node;
import dev.ballast.shop.topology.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class TruthTest {

  private static final Topology TOPOLOGY = Topology.of(List.of("us-east", "eu-west"));
  private static final Duration STOP = Duration.ofMillis(300);
  private static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");

  @TempDir Path dir;

  private Path file() {
    return dir.resolve("truth.json");
  }

  private JsonNode written() {
    return JsonMapper.shared().readTree(file());
  }

  @Test
  void aRunBeginsWithoutAFault() throws IOException {
    Truth.begin(file(), Scenario.SLOW_DATABASE, 7, TOPOLOGY);

    assertThat(written().get("kind").asString()).isEqualTo("none");
    assertThat(written().get("seed").asLong()).isEqualTo(7);
    assertThat(written().get("topology")).hasSize(TOPOLOGY.edges().size());
    assertThat(written().has("start")).isFalse();
  }

  @Test
  void namesWhoIsHitAndWhoFeelsIt() throws IOException {
    Truth truth = Truth.begin(file(), Scenario.DEPENDENCY_ERRORS, 7, TOPOLOGY);
    truth.started(new Errors(new Node("auth", "eu-west"), 0.4), START, TOPOLOGY);
    truth.ended(START.plusSeconds(50));

    assertThat(written().get("kind").asString()).isEqualTo("dependency-errors");
    assertThat(written().get("target").asString()).isEqualTo("auth");
    assertThat(written().get("region").asString()).isEqualTo("eu-west");
    assertThat(written().get("start").asString()).isEqualTo("2026-01-02T03:04:05.678Z");
    assertThat(written().get("end").asString()).isEqualTo("2026-01-02T03:04:55.678Z");
    assertThat(written().at("/magnitude/error_ratio").asDouble()).isEqualTo(0.4);
    assertThat(written().get("callers").toString())
        .isEqualTo(
            "[{\"service\":\"payments\",\"region\":\"eu-west\"},"
                + "{\"service\":\"storefront\",\"region\":\"eu-west\"}]");
  }

  @Test
  void namesTheVersionThatIsBad() throws IOException {
    Truth truth = Truth.begin(file(), Scenario.BAD_DEPLOY, 7, TOPOLOGY);
    truth.started(new BadRelease(new Node("payments", "eu-west"), "v2.3.1", 0.4), START, TOPOLOGY);

    assertThat(written().get("kind").asString()).isEqualTo("bad-deploy");
    assertThat(written().get("version").asString()).isEqualTo("v2.3.1");
    assertThat(written().at("/magnitude/charges_ratio").asDouble()).isEqualTo(0.4);
    assertThat(written().get("callers").toString())
        .isEqualTo("[{\"service\":\"storefront\",\"region\":\"eu-west\"}]");
  }

  @Test
  void aSlowNetworkHitsTheCallerAndNamesTheEdge() throws IOException {
    Truth truth = Truth.begin(file(), Scenario.NETWORK_DELAY, 7, TOPOLOGY);
    Node orders = new Node("orders", "us-east");
    Node inventory = new Node("inventory", "us-east");
    truth.started(
        new Delay(orders, inventory, Duration.ofMillis(1_300), Duration.ofMillis(100), 1),
        START,
        TOPOLOGY);

    assertThat(written().get("target").asString()).isEqualTo("orders");
    assertThat(written().at("/edge/server").asString()).isEqualTo("inventory");
    assertThat(written().at("/magnitude/delay_seconds").asDouble()).isEqualTo(1.3);
    assertThat(written().at("/magnitude/jitter_seconds").asDouble()).isEqualTo(0.1);
    assertThat(written().get("callers").toString())
        .isEqualTo("[{\"service\":\"storefront\",\"region\":\"us-east\"}]");
  }

  @Test
  void aSurgeReachesWhatTheEntranceNeedsAndSaysWhatUsersGot() throws IOException {
    Truth truth = Truth.begin(file(), Scenario.TRAFFIC_SURGE, 7, TOPOLOGY);
    truth.started(new Surge(new Node("storefront", "eu-west"), 3.2), START, TOPOLOGY);
    truth.felt(100, 2, 5);

    assertThat(written().get("callers")).isEmpty();
    assertThat(written().get("reached").toString())
        .contains("{\"service\":\"warehouse\",\"region\":\"eu-west\"}")
        .contains("{\"service\":\"database\",\"region\":\"us-east\"}")
        .doesNotContain("{\"service\":\"warehouse\",\"region\":\"us-east\"}");
    assertThat(written().at("/magnitude/factor").asDouble()).isEqualTo(3.2);
    assertThat(written().get("felt").toString())
        .isEqualTo("{\"visits\":100,\"failed\":2,\"slow\":5}");
  }

  @Test
  void saysHowMuchOfTheTimeADatabaseStandsStill() throws IOException {
    Truth truth = Truth.begin(file(), Scenario.SLOW_DATABASE, 7, TOPOLOGY);
    truth.started(
        new Stalls(Node.database("us-east"), Duration.ofMillis(300), Duration.ofMillis(100)),
        START,
        TOPOLOGY);

    assertThat(written().at("/magnitude/stop_seconds").asDouble()).isEqualTo(0.3);
    assertThat(written().at("/magnitude/stopped_ratio").asDouble()).isEqualTo(0.75);
    assertThat(written().get("callers")).hasSize(10);
  }

  @Test
  void actsStandInTheOrderInWhichTheyBegan() throws IOException {
    Truth truth = Truth.begin(file(), Scenario.ALL, 7, TOPOLOGY);
    Truth first = truth.act();
    Truth second = truth.act();
    second.started(new Errors(new Node("auth", "eu-west"), 0.4), START, TOPOLOGY);
    first.started(new Stalls(Node.database("us-east"), STOP, STOP), START, TOPOLOGY);
    second.ended(START.plusSeconds(5));

    assertThat(written().get("kind").asString()).isEqualTo("none");
    assertThat(written().has("start")).isFalse();
    assertThat(written().get("acts")).hasSize(2);
    assertThat(written().at("/acts/0/target").asString()).isEqualTo("auth");
    assertThat(written().at("/acts/0/end").asString()).isEqualTo("2026-01-02T03:04:10.678Z");
    assertThat(written().at("/acts/1/kind").asString()).isEqualTo("slow-database");
    assertThat(written().at("/acts/1").has("end")).isFalse();
  }
}
