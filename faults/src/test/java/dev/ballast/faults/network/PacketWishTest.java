// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.faults.driver.Order;
import dev.ballast.faults.path.PathChildren;
import dev.ballast.model.FaultAgent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PacketWishTest {

  private static Order order(Map<String, String> parameters) {
    FaultAgent.Target target =
        new FaultAgent.Target(
            "names-1",
            "names",
            Map.of(),
            "",
            List.of(),
            "",
            53,
            FaultAgent.Proxy.NONE,
            "",
            FaultAgent.Database.NONE,
            List.of());
    return new Order("w1", "net.netem", target, parameters, Duration.ofSeconds(1));
  }

  private static List<String> against(Map<String, String> parameters) {
    return new PacketWish(order(parameters)).against();
  }

  @Test
  void saysAllThatIsWrong() {
    assertThat(
            against(
                Map.of(
                    "delay_ms", "soon",
                    "loss_percent", "101",
                    "kb_per_second", "0",
                    "protocol", "icmp",
                    "direction", "up",
                    "peer", "::1")))
        .containsExactly(
            "delay_ms: soon (expected: 0 to 60000, in milliseconds)",
            "loss_percent: 101 (expected: 0 to 100)",
            "kb_per_second: 0 (expected: a number above 0)",
            "protocol: icmp (expected: all, tcp, udp)",
            "direction: up (expected: both, in, out)",
            "peer: ::1 (expected: an address or a network of IPv4, such as 10.0.0.0/8)");
    assertThat(against(Map.of("peer", "10.0.0.0/8")))
        .containsExactly(
            "nothing is to become of the packets (expected: one of corrupt_percent, delay_ms,"
                + " duplicate_percent, kb_per_second, loss_percent, reorder_percent)");
    assertThat(against(Map.of("reorder_percent", "5", "jitter_ms", "1")))
        .containsExactly(
            "reorder_percent: nobody overtakes without a delay_ms of the others",
            "jitter_ms: more than delay_ms (expected: at most as much)");
    assertThat(against(Map.of("peer", "10.0.0.256", "loss_percent", "1"))).hasSize(1);
    assertThat(against(Map.of("peer", "10.0.0.0/0", "loss_percent", "1"))).hasSize(1);
  }

  @Test
  void saysWhatBecomesOfWhichPackets() {
    PacketWish wish =
        new PacketWish(
            order(
                Map.of(
                    "delay_ms", "20.5",
                    "jitter_ms", "5",
                    "loss_percent", "0.1",
                    "protocol", "udp",
                    "direction", "both",
                    "peer", "10.1.0.0/16")));
    assertThat(wish.against()).isEmpty();
    assertThat(wish.does()).containsExactly("20.5 ms later, give or take 5 ms", "0.1 % lost");
    assertThat(wish.who())
        .isEqualTo(
            "UDP packets (IPv4) that leave port 53, and those that this host sends to it, to or"
                + " from 10.1.0.0/16");
    assertThat(wish.flows())
        .containsExactly(
            NftPackets.Flow.from("udp", 53, "10.1.0.0/16"),
            NftPackets.Flow.to("udp", 53, "10.1.0.0/16"));
  }

  @Test
  void withoutTheKernelsRulesOrOnTheControlPathItIsRefused(@TempDir Path folder) throws Exception {
    try (var paths = PathChildren.start(folder)) {
      NetemDriver driver = new NetemDriver(Nft.absent("nft is not installed"), paths);
      assertThat(driver.preflight(order(Map.of("loss_percent", "1"))))
          .contains("nft is not installed");
    }
  }

  @Test
  void eachFaultHasItsOwnMarkTableAndDevice() {
    PolicyRule rule = PolicyRule.of("f-0123456789");
    assertThat(rule).isEqualTo(PolicyRule.of("f-0123456789"));
    assertThat(rule.number()).isBetween(1, 65_535);
    assertThat(rule.mark()).isNotEqualTo(PolicyRule.ON);
    assertThat(PolicyRule.hex(PolicyRule.ON)).isEqualTo("0xba110000");
    assertThat(rule.device()).hasSizeLessThanOrEqualTo(15);
    assertThat(rule.undo().command().getLast())
        .contains("fwmark " + PolicyRule.hex(rule.mark()) + " lookup " + rule.table());
  }

  @Test
  void whoHearsByIpv4IsReadFromTheKernelsTables() {
    List<String> lines =
        List.of(
            "  sl  local_address rem_address   st tx_queue",
            "   0: 0100007F:0035 00000000:0000 07 00000000:00000000",
            "   1: 0100007F:0036 0100007F:1F91 01 00000000:00000000");
    assertThat(Listeners.hears(lines, "07", 53)).isTrue();
    assertThat(Listeners.hears(lines, "07", 54)).isFalse();
  }
}
