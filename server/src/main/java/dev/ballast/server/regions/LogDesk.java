// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import dev.ballast.connect.postgres.twoway.Thinned;
import dev.ballast.ledger.EventLog;
import dev.ballast.model.Configuration;
import dev.ballast.model.Event;
import dev.ballast.model.Replication;
import dev.ballast.model.Replication.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the logs of each Replication whose databases all take writes as short as {@code keepLog}
 * allows, by a timer. Servers that do so at once are no harm: the databases let one at a time.
 */
public final class LogDesk implements AutoCloseable {

  /** How long after it is first seen: a start has more urgent things to do. */
  static final Duration FIRST = Duration.ofMinutes(5);

  static final Duration SHORTEST = Duration.ofMinutes(1);
  static final Duration LONGEST = Duration.ofHours(1);

  /** Of what is kept: so much may be there longer than it has to. */
  private static final int PARTS = 24;

  /** A transaction that is open, or another server that is at it, is over by then. */
  private static final int PASSING = 2;

  private static final int MOST_DOUBLINGS = 10;

  private final Supplier<Configuration> configuration;
  private final Thinner thinner;
  private final EventLog events;
  private final InstantSource clock;
  private final ExecutorService work;
  private final Map<String, Turn> turns = new HashMap<>();

  /** Thins the logs of a replication, as far as nothing hinders it. */
  public interface Thinner {
    Thinned thin(Replication replication);
  }

  private static final class Turn {
    private final Replication replication;
    private Instant due;
    private int hindered;
    private boolean told;
    private @Nullable Future<?> running;

    private Turn(Replication replication, Instant due) {
      this.replication = replication;
      this.due = due;
    }
  }

  /**
   * @param work closed with this
   */
  public LogDesk(
      Supplier<Configuration> configuration,
      Thinner thinner,
      EventLog events,
      InstantSource clock,
      ExecutorService work) {
    this.configuration = configuration;
    this.thinner = thinner;
    this.events = events;
    this.clock = clock;
    this.work = work;
  }

  /** Begins what is due; returns at once. One that is edited begins anew. */
  public synchronized void tick() {
    Map<String, Replication> wanted = new HashMap<>(configuration.get().replications());
    wanted.values().removeIf(replication -> replication.strategy() != Strategy.MULTI);
    turns.values().removeIf(turn -> !turn.replication.equals(wanted.get(turn.replication.name())));
    Instant now = clock.instant();
    wanted.forEach(
        (name, replication) ->
            turns.computeIfAbsent(name, _ -> new Turn(replication, now.plus(FIRST))));
    for (Turn turn : turns.values()) {
      boolean free = turn.running == null || turn.running.isDone();
      if (free && !now.isBefore(turn.due)) {
        turn.running = work.submit(() -> run(turn));
      }
    }
  }

  private void run(Turn turn) {
    Thinned thinned;
    try {
      thinned = thinner.thin(turn.replication);
    } catch (RuntimeException e) {
      thinned =
          new Thinned(
              turn.replication.name(),
              Instant.EPOCH,
              List.of(String.valueOf(e.getMessage())),
              List.of());
    }
    settle(turn, thinned);
  }

  private synchronized void settle(Turn turn, Thinned thinned) {
    Instant now = clock.instant();
    if (thinned.done()) {
      turn.due = now.plus(every(turn.replication));
      turn.hindered = 0;
      done(turn, thinned, now);
      return;
    }
    turn.hindered++;
    turn.due = now.plus(backOff(turn.hindered));
    String text = String.join("; ", thinned.hindrances());
    if (turn.hindered > PASSING && !turn.told) {
      turn.told = true;
      tell(
          turn, now, "replication.log_kept", "nothing is taken out of its logs: " + text, Map.of());
    }
  }

  private void done(Turn turn, Thinned thinned, Instant now) {
    long gone = thinned.logs().stream().mapToLong(Thinned.Log::gone).sum();
    long left = thinned.logs().stream().mapToLong(Thinned.Log::left).sum();
    if (gone > 0 || turn.told) {
      turn.told = false;
      tell(
          turn,
          now,
          "replication.thinned",
          String.format(
              Locale.ROOT,
              "%,d entries that nobody needs are out of its logs, %,d left",
              gone,
              left),
          Map.of("gone", Long.toString(gone), "left", Long.toString(left)));
    }
  }

  private void tell(
      Turn turn, Instant now, String name, String text, Map<String, String> attributes) {
    var _ =
        events.append(
            new Event(
                0,
                now,
                name,
                "replication/" + turn.replication.name(),
                "ballast",
                text,
                attributes));
  }

  /** How often: so that little is there for longer than it is kept. */
  static Duration every(Replication replication) {
    return within(replication.keepLog().dividedBy(PARTS));
  }

  private static Duration backOff(int hindered) {
    return within(SHORTEST.multipliedBy(1L << Math.min(hindered - 1, MOST_DOUBLINGS)));
  }

  private static Duration within(Duration duration) {
    return duration.compareTo(SHORTEST) < 0
        ? SHORTEST
        : duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
  }

  @Override
  public void close() {
    work.shutdownNow();
  }
}
