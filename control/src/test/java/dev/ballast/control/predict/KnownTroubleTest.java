// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.ledger.Interlocks;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.Event;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KnownTroubleTest {

  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  private static final Place PAYMENTS = new Place(new ServiceName("payments"), "us-east");
  private static final Place ORDERS = new Place(new ServiceName("orders"), "eu-west");

  private final MemoryLedger ledger = new MemoryLedger(InstantSource.fixed(NOW));
  private KnownTrouble trouble = known();

  private KnownTrouble known() {
    return new KnownTrouble(ledger.events(), ledger.interlocks(), Duration.ofMinutes(5));
  }

  @Test
  void aPlaceThatIsNotWellTeachesNothingUntilItIs() {
    append("health.changed", Map.of("service", "payments", "region", "us-east", "to", "DEGRADED"));
    assertThat(why(PAYMENTS, NOW)).isEqualTo("it is degraded");
    assertThat(why(ORDERS, NOW)).isEmpty();
    append("health.changed", Map.of("service", "payments", "region", "us-east", "to", "HEALTHY"));
    assertThat(why(PAYMENTS, NOW)).isEmpty();
  }

  @Test
  void whatGoesOnForADayIsTheNewUsual() {
    append("health.changed", Map.of("service", "payments", "region", "us-east", "to", "DEGRADED"));
    assertThat(why(PAYMENTS, NOW.plus(Duration.ofHours(24)))).isEqualTo("it is degraded");
    assertThat(why(PAYMENTS, NOW.plus(Duration.ofHours(24)).plusSeconds(1))).isEmpty();
  }

  @Test
  void aNewVersionTeachesNothingForAWhile() {
    append(
        "change.deployed", Map.of("service", "payments", "region", "us-east", "version", "v2.3.1"));
    assertThat(why(PAYMENTS, NOW)).isEqualTo("v2.3.1 is new");
    assertThat(why(PAYMENTS, NOW.plusSeconds(301))).isEmpty();
  }

  @Test
  void aNewConfigurationConcernsAll() {
    append("config.changed", Map.of());
    assertThat(why(ORDERS, NOW)).isEqualTo("the configuration is new");
  }

  @Test
  void whatIsUnderWayConcernsItsServiceOrRegionAndAFreezeNobody() {
    Interlocks locks = ledger.interlocks();
    Duration lease = Duration.ofMinutes(1);
    locks.raise(Interlocks.Kind.FREEZE, "service/orders", "sre", "holidays", lease);
    assertThat(why(ORDERS, NOW)).isEmpty();
    locks.raise(Interlocks.Kind.ROLLOUT, "service/payments", "sre", "v3", lease);
    assertThat(why(PAYMENTS, NOW)).isEqualTo("rollout under way");
    assertThat(why(ORDERS, NOW)).isEmpty();
    locks.raise(Interlocks.Kind.FAILOVER, "region/eu-west", "sre", "drill", lease);
    assertThat(why(ORDERS, NOW)).isEqualTo("failover under way");
  }

  @Test
  void aRestartForgetsNothing() {
    append("health.changed", Map.of("service", "payments", "region", "us-east", "to", "UNHEALTHY"));
    append("change.deployed", Map.of("service", "orders", "region", "eu-west", "version", "v9"));
    trouble = known();
    assertThat(why(PAYMENTS, NOW)).isEqualTo("it is unhealthy");
    assertThat(why(ORDERS, NOW)).isEqualTo("v9 is new");
  }

  private String why(Place place, Instant at) {
    return trouble.look(at).why(place);
  }

  private void append(String name, Map<String, String> about) {
    ledger.events().append(new Event(0, NOW, name, "x", "ballast", "text", about));
  }
}
