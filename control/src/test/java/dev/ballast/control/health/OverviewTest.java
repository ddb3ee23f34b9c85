// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OverviewTest {

  private final List<ServiceHealth> healths = new ArrayList<>();

  @Test
  void saysHowManyNeedYou() {
    assertThat(sentence()).isEqualTo("No services yet: nothing to look after.");
    add("a", "", Health.HEALTHY);
    assertThat(sentence()).isEqualTo("The one service is healthy.");
    add("b", "", Health.HEALTHY);
    assertThat(sentence()).isEqualTo("All 2 services are healthy.");
    add("c", "", Health.UNKNOWN);
    assertThat(sentence()).isEqualTo("Nothing needs you: 2 of 3 services healthy, 1 unknown.");
    add("d", "", Health.DEGRADED);
    assertThat(sentence()).isEqualTo("1 of 4 services needs you.");
    add("e", "", Health.UNHEALTHY);
    assertThat(sentence()).isEqualTo("2 of 5 services need you.");
  }

  @Test
  void countsAServiceOnceByItsWorstRegion() {
    add("a", "eu-west", Health.HEALTHY);
    add("a", "us-east", Health.UNHEALTHY);
    add("b", "eu-west", Health.DEGRADED);
    add("b", "us-east", Health.DEGRADED);
    add("c", "eu-west", Health.HEALTHY);
    add("c", "us-east", Health.UNKNOWN);
    Overview overview = Overview.of(healths);
    assertThat(overview.sentence()).isEqualTo("2 of 3 services need you.");
    assertThat(overview.needing())
        .extracting(Overview.Attention::health)
        .containsExactly(Health.UNHEALTHY, Health.DEGRADED);
    assertThat(overview.needing().getFirst().places())
        .extracting(health -> health.place().region())
        .containsExactly("us-east");
    assertThat(overview.needing().getLast().places()).hasSize(2);
    assertThat(overview.healthy()).isZero();
    assertThat(overview.unknown()).hasSize(1);
  }

  private String sentence() {
    return Overview.of(healths).sentence();
  }

  private void add(String service, String region, Health health) {
    healths.add(
        new ServiceHealth(
            new Place(new ServiceName(service), region),
            health,
            Instant.EPOCH,
            "text",
            List.of(new ServiceHealth.Reason.Unmeasured("text", List.of())),
            List.of(),
            Set.of(),
            Instant.EPOCH));
  }
}
