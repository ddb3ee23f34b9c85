// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.infinispan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.ledger.Documents;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.ledger.merge.Register;
import dev.ballast.ledger.sites.Line;
import dev.ballast.ledger.sites.Site;
import dev.ballast.testkit.FakeClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jgroups.JChannel;
import org.jgroups.protocols.DISCARD;
import org.jgroups.protocols.TP;
import org.jgroups.stack.ProtocolStack;
import org.junit.jupiter.api.Test;

final class InfinispanCarrierTest {

  private final FakeClock clock = FakeClock.atStart();
  private final SortedMap<String, String> addresses = new TreeMap<>();

  /** One test, since to join takes longer than all the rest. */
  @Test
  void joinsIsCutConvergesAndTakesBackASiteThatForgotEverything() throws Exception {
    addresses.put("eu-west", "127.0.0.1:" + freePort());
    addresses.put("us-east", "127.0.0.1:" + freePort());
    Documents usDisk = new MemoryLedger(clock).documents();
    InfinispanCarrier usCarrier = carrier("us-east");
    InfinispanCarrier euCarrier = carrier("eu-west");
    Site eu = site("eu-west", "us-east", euCarrier, new MemoryLedger(clock).documents());
    Site us = site("us-east", "eu-west", usCarrier, usDisk);
    try {
      until(() -> usCarrier.connected().contains("eu-west"));
      until(() -> euCarrier.connected().contains("us-east"));
      write(us, "first", "x");
      until(() -> eu.states().get("first") != null);

      DISCARD cut = new DISCARD().discardAll(true);
      JChannel bridge = Objects.requireNonNull(usCarrier.bridge());
      bridge.getProtocolStack().insertProtocol(cut, ProtocolStack.Position.ABOVE, TP.class);
      for (int i = 0; i < 50; i++) {
        write(us, "key-" + i, "us");
        clock.advance(Duration.ofMillis(1));
        write(eu, "key-" + i, "eu");
      }
      assertThat(us.states().digest()).isNotEqualTo(eu.states().digest());
      cut.discardAll(false);
      untilSame(us, eu);
      assertThat(us.losses()).isEqualTo(50);

    } finally {
      us.close();
    }
    clock.advance(Duration.ofSeconds(1));
    InfinispanCarrier again = carrier("us-east");
    Site back = site("us-east", "eu-west", again, new MemoryLedger(clock).documents());
    try {
      write(back, "new", "x");
      untilSame(back, eu);
      assertThat(back.states().size()).isEqualTo(52);
    } finally {
      back.close();
      eu.close();
    }
  }

  private void untilSame(Site one, Site other) {
    until(
        () -> {
          one.tick();
          other.tick();
          return one.states().digest() == other.states().digest();
        });
  }

  private InfinispanCarrier carrier(String name) {
    return new InfinispanCarrier(name, addresses, "127.0.0.1");
  }

  private Site site(String name, String other, InfinispanCarrier carrier, Documents disk) {
    return new Site(name, List.of(other), disk, carrier, Line.NONE, clock);
  }

  private static void write(Site site, String key, String text) {
    site.states().change(key, Register.EMPTY, (register, now) -> register.write(now, text));
  }

  /** Looks until it is so; the engine has its own threads and clock. */
  private static void until(BooleanSupplier holds) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within 60 s");
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
