// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.shop.scenario.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RunOptionsTest {

  private static RunOptions parse(String line) {
    return RunOptions.parse(List.of(line.split(" ")), Path.of("/cache"));
  }

  @Test
  void hasDefaultsForAllButTheFolder() {
    RunOptions options = parse("--dir /tmp/x");

    assertThat(options.scenario()).isEqualTo(Scenario.NONE);
    assertThat(options.length()).isEmpty();
    assertThat(options.ports().regions()).containsExactly("us-east", "eu-west");
    assertThat(options.rates()).containsExactly(12.0, 8.0);
    assertThat(options.exitWithParent()).isFalse();
  }

  @Test
  void readsEveryOption() {
    RunOptions options =
        parse(
            "--dir /tmp/x --otlp http://127.0.0.1:7700 --seed 9 --scenario slow-database --for 2m"
                + " --exit-with-parent --port-base 7300 --postgres-port 15500 --regions a"
                + " --rates 2.5 --settle 500ms --warm-up 8");

    assertThat(options.seed()).isEqualTo(9);
    assertThat(options.scenario()).isEqualTo(Scenario.SLOW_DATABASE);
    assertThat(options.length()).contains(Duration.ofMinutes(2));
    assertThat(options.exitWithParent()).isTrue();
    assertThat(options.ports().base()).isEqualTo(7300);
    assertThat(options.rates()).containsExactly(2.5);
    assertThat(options.settle()).isEqualTo(Duration.ofMillis(500));
    assertThat(options.plans()).hasSize(1);
  }

  @Test
  void namesTheScenariosThereAre() {
    assertThatThrownBy(() -> parse("--dir /tmp/x --scenario chaos"))
        .hasMessage(
            "--scenario: chaos (expected: one of none, dependency-errors, slow-database,"
                + " disk-fills, network-delay, traffic-surge, growth, bad-deploy, region-loss, all,"
                + " game-day)");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> parse("--dir /tmp/x --speed 3"))
        .hasMessageStartingWith("--speed: unknown (expected:\nrun --dir DIR");
  }

  @Test
  void callsGoDirectlyUnlessThereIsAMesh() {
    assertThat(parse("--dir /tmp/x").roads().overMesh()).isFalse();
    assertThat(parse("--dir /tmp/x --mesh /opt/mesh").roads().overMesh()).isTrue();
  }

  @Test
  void aSlowNetworkNeedsAMesh() {
    assertThatThrownBy(() -> parse("--dir /tmp/x --scenario network-delay"))
        .hasMessage(
            "--scenario: network-delay (expected: --mesh with it). Fix: --mesh JARS; the mesh is"
                + " where it happens");
  }

  @Test
  void needsAFolder() {
    assertThatThrownBy(() -> parse("--seed 3"))
        .hasMessage("--dir: missing (expected: a new or empty folder)");
  }

  @Test
  void needsARateForEveryRegion() {
    assertThatThrownBy(() -> parse("--dir /tmp/x --rates 3"))
        .hasMessage("--rates: [3.0] (expected: one per region of [us-east, eu-west])");
  }
}
