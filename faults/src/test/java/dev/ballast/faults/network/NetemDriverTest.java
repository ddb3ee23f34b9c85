// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ballast.faults.undo.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Runs {@link NetemTrial} in a network of its own, so that nothing of the host's is touched. */
final class NetemDriverTest {

  private static void assumeNamespaces() throws InterruptedException {
    boolean can = Nft.probe("netem-can", java.util.Set.of()).absent().isEmpty();
    can &= Files.isWritable(Path.of("/dev/net/tun"));
    try {
      can &=
          Shell.run(
                  List.of("unshare", "-n", "ip", "link", "set", "lo", "up"), Duration.ofSeconds(5))
              .ok();
    } catch (IOException e) {
      can = false;
    }
    assumeThat(can).as("root, nft, ip, unshare, /dev/net/tun").isTrue();
  }

  @Test
  void packetsAreDisturbedAsAskedUntilTheLeaseEndsOrTheProcessDies() throws Exception {
    assumeNamespaces();
    Shell.Result result =
        Shell.run(
            List.of(
                "unshare",
                "-n",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener",
                "-cp",
                System.getProperty("java.class.path"),
                NetemTrial.class.getName()),
            Duration.ofMinutes(3));
    assertThat(result.code()).as(result.output()).isZero();
    Map<String, String> seen =
        result
            .output()
            .lines()
            .map(line -> line.split(" ", 2))
            .filter(words -> words.length == 2)
            .collect(Collectors.toMap(words -> words[0], words -> words[1], (a, b) -> b));
    assertThat(first(seen, "delay_10")).as(result.output()).isBetween(9.5, 60.0);
    assertThat(first(seen, "delay_100")).isBetween(99.5, 160.0);
    assertThat(seen)
        .hasEntrySatisfying("loss_percent_10", l -> assertThat(l).endsWith("crowded 0"));
    assertThat(first(seen, "loss_percent_10")).isBetween(4380.0, 4620.0);
    assertThat(first(seen, "duplicate_percent_10")).isBetween(5380.0, 5620.0);
    assertThat(first(seen, "corrupt_percent_10")).isBetween(4380.0, 4620.0);
    assertThat(first(seen, "late_in_order")).isBetween(500.0, 900.0);
    assertThat(first(seen, "rate_last_ms")).isBetween(850.0, 1400.0);
    assertThat(first(seen, "tcp_ms")).as("there and back").isGreaterThanOrEqualTo(80);
    assertThat(first(seen, "tcp_after_ms")).isLessThan(80);
    assertThat(first(seen, "cut")).isZero();
    assertThat(first(seen, "lease_ms")).isBetween(1500.0, 4000.0);
    assertThat(first(seen, "killed_ms")).as("the route goes with the process").isLessThan(5000);
    assertThat(seen)
        .containsEntry("renewed", "no")
        .containsEntry("left", "no packet is led away any more, and none waits")
        .containsEntry("rules", "3");
  }

  private static double first(Map<String, String> seen, String name) {
    return Double.parseDouble(seen.getOrDefault(name, "NaN").split(" ", 2)[0]);
  }
}
