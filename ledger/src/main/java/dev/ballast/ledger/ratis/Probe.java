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
import java.util.function.Consumer;

/**
 * Whether peers can be connected to from here, asked twice a second on a thread for each. Who leads
 * is decided by the voters; here is found what people are told, and when to connect anew.
 */
final class Probe implements AutoCloseable {

  private static final Duration EVERY = Duration.ofMillis(500);

  /** Less than TCP's own second before it asks again: the next attempt is a new one. */
  private static final int PATIENCE_MS = 900;

  /** One packet may get lost on a healthy link. */
  private static final int MISSES = 2;

  /** What was found, and since when it is so. */
  record Found(Reach reach, Instant since) {}

  private final Map<String, Found> found = new ConcurrentHashMap<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final InstantSource clock;
  private final Consumer<String> back;
  private final Consumer<String> there;

  /**
   * @param back is told of a peer that was away and is reached again
   * @param there is told of a peer each time that it is reached otherwise
   */
  Probe(Voters voters, InstantSource clock, Consumer<String> back, Consumer<String> there) {
    this.clock = clock;
    this.back = back;
    this.there = there;
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
    int missed = 0;
    try {
      do {
        boolean connects = connects(address);
        if (connects && missed >= MISSES) {
          back.accept(name);
        } else if (connects) {
          there.accept(name);
        }
        missed = connects ? 0 : missed + 1;
        if (connects || missed >= MISSES) {
          Reach reach = connects ? Reach.REACHABLE : Reach.UNREACHABLE;
          found.compute(
              name,
              (_, before) ->
                  before != null && before.reach == reach
                      ? before
                      : new Found(reach, clock.instant()));
        }
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
