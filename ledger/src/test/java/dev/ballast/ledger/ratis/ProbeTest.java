// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.ledger.consensus.Standing.Reach;
import dev.ballast.testkit.FakeClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

final class ProbeTest {

  @Test
  void tellsOnceOfAPeerThatWasAwayAndIsBack() throws IOException {
    List<Integer> ports = Group.freePorts(2);
    TreeMap<String, String> addresses =
        new TreeMap<>(
            Map.of("one", "127.0.0.1:" + ports.get(0), "two", "127.0.0.1:" + ports.get(1)));
    Queue<String> back = new ConcurrentLinkedQueue<>();
    Queue<String> there = new ConcurrentLinkedQueue<>();
    try (Probe probe =
        new Probe(
            new Voters("one", addresses, Set.of()), FakeClock.atStart(), back::add, there::add)) {
      Group.until(() -> is(probe, Reach.UNREACHABLE));
      assertThat(back).isEmpty();
      try (ServerSocket _ = new ServerSocket(ports.get(1), 9, InetAddress.getLoopbackAddress())) {
        Group.until(() -> is(probe, Reach.REACHABLE));
        assertThat(back).containsExactly("two");
        Group.until(() -> !there.isEmpty());
        assertThat(back).hasSize(1);
      }
    }
  }

  private static boolean is(Probe probe, Reach reach) {
    Probe.Found found = probe.found().get("two");
    return found != null && found.reach() == reach;
  }
}
