// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.shop.scenario.Fault.BadRelease;
import dev.ballast.shop.scenario.Plan;
import dev.ballast.shop.topology.Node;
import dev.ballast.shop.trade.CardClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReleasesTest {

  private static final Node HERE = new Node("payments", "us-east");
  private static final Node THERE = new Node("payments", "eu-west");

  private final Releases releases =
      Releases.of(
          List.of(
              new Plan(
                  new BadRelease(HERE, "v2.3.1", 0.4),
                  Duration.ofSeconds(45),
                  Duration.ofSeconds(100))));

  @Test
  void onlyTheBadVersionInOneRegionHasAWrongKey() {
    assertThat(releases.settingsOf(HERE, "v2.3.1").values()).doesNotContain(CardClient.OUR_KEY);
    assertThat(releases.settingsOf(HERE, "v2.3.2"))
        .isEqualTo(CardClient.settings(0.4, CardClient.OUR_KEY))
        .isEqualTo(releases.settingsOf(THERE, "v2.3.1"));
  }

  @Test
  void theFirstVersionKnowsNoNewClient() {
    assertThat(releases.settingsOf(HERE, "v2.3.0")).isEmpty();
    assertThat(releases.settingsOf(new Node("auth", "us-east"), "v2.3.1")).isEmpty();
  }

  @Test
  void withoutThatScenarioNothingIsNew() {
    assertThat(Releases.of(List.of()).settingsOf(HERE, "v2.3.1")).isEmpty();
  }
}
