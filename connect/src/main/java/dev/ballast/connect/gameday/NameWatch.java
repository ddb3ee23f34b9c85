// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.gameday;

import dev.ballast.connect.dns.NameSight;
import dev.ballast.model.gameday.WatchedName;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Asks for names once a second, each of its resolvers, and keeps what was heard. Thread-safe. */
public final class NameWatch implements AutoCloseable {

  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMillis(900);

  /** A day of looks at one name is no more; what comes later is not kept. */
  private static final int MOST = 50_000;

  private final InstantSource clock;
  private final NameSight sight = new NameSight(PATIENCE, new SplittableRandom());
  private final List<Heard> heard = new ArrayList<>();
  private final ScheduledExecutorService asking =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("names").daemon().factory());

  /** One answer of one resolver. */
  public record Heard(Instant at, String resolver, String name, NameSight.Seen seen) {}

  public NameWatch(InstantSource clock) {
    this.clock = clock;
  }

  /** Begins to ask. */
  public void start(List<WatchedName> names) {
    for (WatchedName name : names) {
      for (String resolver : name.resolvers()) {
        var _ =
            asking.scheduleAtFixedRate(
                () -> look(resolver, name.name()), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  private void look(String resolver, String name) {
    try {
      Heard one = new Heard(clock.instant(), resolver, name, sight.look(resolver, name));
      synchronized (heard) {
        if (heard.size() < MOST) {
          heard.add(one);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      // A resolver that is silent has told nothing; that it was silent shows as a gap.
    }
  }

  /** All that was heard, the oldest first. */
  public List<Heard> heard() {
    synchronized (heard) {
      return List.copyOf(heard);
    }
  }

  @Override
  public void close() {
    asking.shutdownNow();
  }
}
