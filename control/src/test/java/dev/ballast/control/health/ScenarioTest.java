// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScenarioTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "starts-on-an-empty-store",
        "degrades-and-recovers",
        "worst-is-not-delayed",
        "gap-is-no-recovery",
        "low-traffic-stays-unknown",
        "does-not-flap",
        "slow-database",
        "regions-apart",
        "soft-and-external",
        "goes-on-after-a-restart",
        "budget-spent",
        "production-defaults"
      })
  void plays(String name) throws IOException {
    try (InputStream script =
        Objects.requireNonNull(getClass().getResourceAsStream(name + ".scenario"), name)) {
      new Scenario()
          .play(new String(script.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    }
  }
}
