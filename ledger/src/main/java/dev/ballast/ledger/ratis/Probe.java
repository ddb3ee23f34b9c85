// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.ratis;

import dev.ballast.ledger.consensus.Standing.Reach;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Whether peers can be connected to from here, asked every second on a thread for each. For words
 * to people only: who leads is decided by the voters.
 */
final class Probe implements AutoCloseable {

  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final int PATIENCE_MS = 1500;

  /** What was found, and since when it is so. */
  record Found(Reach reach, Instant since) {}

  private final Map<String, Found> found = new ConcurrentHashMap<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final InstantSource clock;

  Probe(Voters voters, InstantSource clock) {
    this.clock = clock;
    voters
        .addresses()
        .forEach(
            (name, address) -> {
              if (!name.equals(voters.self())) {
                Thread.ofVirtual().name("probe-" + name).start(() -> watch(name, address));
              }
            });
  }

  Map<String, Found> found() {
    return Map.copyOf(found);
  }

  private void watch(String name, String address) {
    try {
      do {
        Reach reach = connects(address) ? Reach.REACHABLE : Reach.UNREACHABLE;
        found.compute(
            name,
            (_, before) ->
                before != null && before.reach == reach
                    ? before
                    : new Found(reach, clock.instant()));
      } while (!over.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean connects(String address) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(Voters.host(address), Voters.port(address)), PATIENCE_MS);
      return true;
    } catch (IOException | IllegalArgumentException _) {
      return false;
    }
  }

  @Override
  public void close() {
    over.countDown();
  }
}
