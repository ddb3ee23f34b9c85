// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import dev.ballast.connect.postgres.twoway.Journal;
import dev.ballast.ledger.Documents;
import dev.ballast.ledger.sites.LostWrite;
import dev.ballast.model.Configuration;
import dev.ballast.model.Replication;
import dev.ballast.model.Replication.Strategy;
import dev.ballast.server.regions.ConflictsJson.ConflictJson;
import dev.ballast.server.regions.ConflictsJson.JournalJson;
import dev.ballast.server.regions.ConflictsJson.JournalState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The journals of what merges did not keep: of each Replication whose databases all take writes,
 * and of the state that servers share. Read in the background while somebody asks, so that a
 * database that is away keeps no page waiting.
 */
public final class ConflictDesk implements AutoCloseable {

  /** The latest that can be paged through. */
  static final int MOST = 1_000;

  private static final String NOTHING =
      ": nothing is installed here. Fix: ballast regions postgres install";

  private static final Duration FRESH = Duration.ofSeconds(10);
  private static final Duration FIRST = Duration.ofSeconds(2);

  private static final Comparator<ConflictJson> LATEST =
      Comparator.comparing(
              (ConflictJson c) -> c.at() == null ? Instant.EPOCH : c.at(),
              Comparator.reverseOrder())
          .thenComparing(ConflictJson::place)
          .thenComparing(ConflictJson::key);

  private final Supplier<Configuration> configuration;
  private final Documents disk;
  private final Reader reader;
  private final InstantSource clock;
  private final ExecutorService reading = Executors.newVirtualThreadPerTaskExecutor();

  /** Of which at least one database was read since this server began. */
  private final Set<Replication> met = ConcurrentHashMap.newKeySet();

  private @Nullable Future<?> running;
  private volatile Read last = new Read(null, List.of(), List.of());

  /** Reads the journal of a replication; what is away is part of the answer. */
  public interface Reader {
    Journal read(Replication replication, int most);
  }

  private record Read(
      @Nullable Instant at, List<ConflictJson> conflicts, List<JournalJson> journals) {}

  /**
   * @param disk this server's own documents
   */
  public ConflictDesk(
      Supplier<Configuration> configuration, Documents disk, Reader reader, InstantSource clock) {
    this.configuration = configuration;
    this.disk = disk;
    this.reader = reader;
    this.clock = clock;
  }

  /** Some of them from an offset on; what was read last, which the first time is waited for. */
  public ConflictsJson page(int limit, int offset) {
    Future<?> begun = refresh();
    if (last.at() == null && begun != null) {
      await(begun);
    }
    Read now = last;
    int size = now.conflicts().size();
    int from = Math.min(offset, size);
    int to = Math.min(from + limit, size);
    return new ConflictsJson(
        now.at(),
        now.journals().stream().mapToLong(JournalJson::total).sum(),
        size,
        to < size ? Integer.valueOf(to) : null,
        now.conflicts().subList(from, to),
        now.journals());
  }

  private synchronized @Nullable Future<?> refresh() {
    Instant at = last.at();
    boolean old = at == null || !clock.instant().isBefore(at.plus(FRESH));
    if (old && (running == null || running.isDone())) {
      running = reading.submit(this::read);
    }
    return running;
  }

  /** Reads them now. */
  void read() {
    List<ConflictJson> all = new ArrayList<>();
    List<JournalJson> journals = new ArrayList<>();
    List<LostWrite> shared = LostWrite.all(disk);
    shared.stream().limit(MOST).map(Conflicts::of).forEach(all::add);
    if (!shared.isEmpty()) {
      journals.add(new JournalJson(Conflicts.SHARED, shared.size(), JournalState.READ, List.of()));
    }
    for (Replication replication : configuration.get().replications().values()) {
      if (replication.strategy() == Strategy.MULTI) {
        journals.add(journal(replication, all));
      }
    }
    last = new Read(clock.instant(), all.stream().sorted(LATEST).limit(MOST).toList(), journals);
  }

  private JournalJson journal(Replication replication, List<ConflictJson> all) {
    try {
      Journal journal = reader.read(replication, MOST);
      journal.entries().forEach(entry -> all.add(Conflicts.of(replication.name(), entry)));
      List<String> problems = new ArrayList<>(journal.unreachable());
      journal.uninstalled().forEach(node -> problems.add(node + NOTHING));
      return new JournalJson(
          replication.name(), journal.total(), state(replication, journal), problems);
    } catch (RuntimeException e) {
      return new JournalJson(
          replication.name(), 0, unanswered(replication), List.of(String.valueOf(e.getMessage())));
    }
  }

  private JournalState state(Replication replication, Journal journal) {
    int all = replication.nodes().size();
    int away = journal.unreachable().size();
    int bare = journal.uninstalled().size();
    if (away + bare < all) {
      met.add(replication);
      return away + bare == 0 ? JournalState.READ : JournalState.PARTLY;
    }
    return away < all ? JournalState.NOT_INSTALLED : unanswered(replication);
  }

  private JournalState unanswered(Replication replication) {
    return met.contains(replication) ? JournalState.AWAY : JournalState.NOT_REACHED_YET;
  }

  private static void await(Future<?> begun) {
    try {
      begun.get(FIRST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // The page says that nothing was read yet, and asks again.
    } catch (ExecutionException e) {
      throw new IllegalStateException("reading journals of conflicts", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    reading.shutdownNow();
  }
}
