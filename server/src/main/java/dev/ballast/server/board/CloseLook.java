// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.board;

import dev.ballast.control.health.HealthSnapshot;
import dev.ballast.control.slo.LeftOut;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.model.Configuration;
import dev.ballast.model.Place;
import dev.ballast.model.Slo;
import dev.ballast.model.SloName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges between two boards only those SLOs that end what is broken on purpose, while it is broken.
 * One thread looks; everybody may ask.
 *
 * <p>It sees a breach sooner and nothing else: what it cannot know is left to the board. A look
 * that takes long is followed by a rest, so that it costs at most a fifth of one core and of the
 * backend's time.
 */
public final class CloseLook {

  private static final int REST = 4;

  private final Judge judge;
  private final Supplier<Configuration> configuration;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private long notBefore;
  private boolean resting;
  private volatile Map<Key, SloStatus> seen = Map.of();

  /** Judges some SLOs. */
  @FunctionalInterface
  public interface Judge {
    List<SloStatus> evaluate(Collection<Slo> slos, LeftOut leftOut, Instant at);
  }

  private record Key(SloName slo, Place place) {}

  /**
   * @param judge forgets what it is no longer asked for
   * @param nanos a clock that only goes forward, in nanoseconds
   */
  public CloseLook(
      Judge judge, Supplier<Configuration> configuration, InstantSource clock, LongSupplier nanos) {
    this.judge = judge;
    this.configuration = configuration;
    this.clock = clock;
    this.nanos = nanos;
  }

  /** Looks at those that end something now; without any it costs nothing. */
  public void look(Predicate<Slo> ends) {
    long start = nanos.getAsLong();
    if (resting && start - notBefore < 0) {
      return;
    }
    Configuration now = configuration.get();
    List<Slo> wanted = now.slos().values().stream().filter(ends).toList();
    if (wanted.isEmpty() && seen.isEmpty()) {
      return;
    }
    Map<Key, SloStatus> found = new HashMap<>();
    judge
        .evaluate(wanted, LeftOut.by(now.maintenances().values()), clock.instant())
        .forEach(status -> found.put(new Key(status.slo(), status.place()), status));
    seen = Map.copyOf(found);
    long end = nanos.getAsLong();
    notBefore = end + (end - start) * REST;
    resting = true;
  }

  /** The board with what was seen since; the same when nothing was. */
  public Board over(Board board) {
    Map<Key, SloStatus> newer = seen;
    if (newer.isEmpty() || board.version() == 0) {
      return board;
    }
    HealthSnapshot health = board.health();
    List<SloStatus> slos =
        health.slos().stream()
            .map(old -> newer(old, newer.get(new Key(old.slo(), old.place()))))
            .toList();
    return board.with(
        new HealthSnapshot(
            health.at(), health.services(), slos, health.topology(), health.changes()));
  }

  private static SloStatus newer(SloStatus old, @Nullable SloStatus seen) {
    return seen != null && seen.state().isKnown() && seen.evaluatedAt().isAfter(old.evaluatedAt())
        ? seen
        : old;
  }
}
