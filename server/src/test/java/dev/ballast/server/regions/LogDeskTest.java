// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.connect.postgres.twoway.Thinned;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.Configuration;
import dev.ballast.model.Event;
import dev.ballast.model.Replica;
import dev.ballast.model.ReplicatedTable;
import dev.ballast.model.Replication;
import dev.ballast.model.Replication.Strategy;
import dev.ballast.model.Secret;
import dev.ballast.model.TableMerge;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When logs are thinned, and what is told of it. */
final class LogDeskTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final FakeClock clock = FakeClock.at(NOON);
  private final MemoryLedger ledger = new MemoryLedger(clock);
  private final List<Duration> runs = new ArrayList<>();
  private Configuration configuration = with(replication(Duration.ofDays(7)));
  private LogDesk.Thinner thinner = replication -> thinned(0);
  private final LogDesk desk =
      new LogDesk(
          () -> configuration,
          replication -> {
            runs.add(Duration.between(NOON, clock.instant()));
            return thinner.thin(replication);
          },
          ledger.events(),
          clock,
          new AtOnce());

  /** In the caller's thread. */
  private static final class AtOnce extends AbstractExecutorService {
    @Override
    public void execute(Runnable work) {
      work.run();
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long time, TimeUnit unit) {
      return true;
    }
  }

  private static Configuration with(Replication replication) {
    return Configuration.EMPTY.withReplications(Map.of(replication.name(), replication));
  }

  private static Replication replication(Duration keep) {
    return replication(Strategy.MULTI, keep);
  }

  private static Replication replication(Strategy strategy, Duration keep) {
    return new Replication(
        "shop",
        strategy,
        List.of(
            new Replica("us-east", 1, "jdbc:postgresql://a/shop", "ann", new Secret.None(), ""),
            new Replica("eu-west", 2, "jdbc:postgresql://b/shop", "ann", new Secret.None(), "")),
        Duration.ofMillis(500),
        List.of(new ReplicatedTable("public", "review", new TableMerge.LastWriter(), Set.of())),
        keep);
  }

  private static Thinned thinned(long gone) {
    return new Thinned(
        "shop",
        NOON,
        List.of(),
        List.of(
            new Thinned.Log("us-east", "public.review", gone, 40),
            new Thinned.Log("eu-west", "public.review", gone, 2)));
  }

  private static Thinned hindered(String why) {
    return new Thinned("shop", Instant.EPOCH, List.of(why), List.of());
  }

  private void pass(Duration time) {
    for (Instant end = clock.instant().plus(time); clock.instant().isBefore(end); ) {
      desk.tick();
      clock.advance(Duration.ofMinutes(1));
    }
    desk.tick();
  }

  private List<String> told() {
    return ledger
        .events()
        .latest(new EventFilter("replication.", "", Instant.MIN, Instant.MAX), 100)
        .reversed()
        .stream()
        .map(event -> event.name() + " " + event.subject() + ": " + event.text())
        .toList();
  }

  @Test
  void thinsSoonAfterTheStartAndThenEveryHour() {
    pass(Duration.ofMinutes(130));

    assertThat(runs)
        .containsExactly(Duration.ofMinutes(5), Duration.ofMinutes(65), Duration.ofMinutes(125));
    assertThat(told()).isEmpty();
  }

  @Test
  void thinsOftenerWhenLittleIsKeptAndNeverOftenerThanEveryMinute() {
    assertThat(LogDesk.every(replication(Duration.ofHours(4)))).hasMinutes(10);
    assertThat(LogDesk.every(replication(Duration.ofSeconds(30)))).hasMinutes(1);
    assertThat(LogDesk.every(replication(Duration.ofDays(400)))).hasHours(1);
  }

  @Test
  void tellsWhatIsGone() {
    thinner = _ -> thinned(600);

    pass(LogDesk.FIRST);

    assertThat(told())
        .containsExactly(
            "replication.thinned replication/shop: 1,200 entries that nobody needs are out of its"
                + " logs, 42 left");
    Event event =
        ledger
            .events()
            .latest(new EventFilter("replication.", "", Instant.MIN, Instant.MAX), 1)
            .getFirst();
    assertThat(event.attributes()).containsOnly(Map.entry("gone", "1200"), Map.entry("left", "42"));
  }

  @Test
  void whatHindersForLongIsToldOnceAndSoIsItsEnd() {
    thinner = _ -> hindered(runs.size() < 4 ? "not reached: eu-west" : "not reached: us-east");

    pass(Duration.ofMinutes(5 + 1 + 2 + 4 + 8));

    assertThat(runs).extracting(Duration::toMinutes).containsExactly(5L, 6L, 8L, 12L, 20L);
    assertThat(told())
        .containsExactly(
            "replication.log_kept replication/shop: nothing is taken out of its logs: not reached:"
                + " eu-west");

    thinner = _ -> thinned(0);
    pass(Duration.ofMinutes(16));

    assertThat(told())
        .last()
        .isEqualTo(
            "replication.thinned replication/shop: 0 entries that nobody needs are out of its"
                + " logs, 42 left");
  }

  @Test
  void aPassingHindranceIsNotTold() {
    thinner = _ -> hindered("us-east: somebody else is thinning the logs. Fix: wait for that");
    pass(Duration.ofMinutes(6));
    thinner = _ -> thinned(0);
    pass(Duration.ofMinutes(70));

    assertThat(told()).isEmpty();
    assertThat(runs).extracting(Duration::toMinutes).containsExactly(5L, 6L, 8L, 68L);
  }

  @Test
  void aFailureIsAHindranceAndTheTimerGoesOn() {
    thinner =
        _ -> {
          throw new IllegalStateException("no such variable: PGPASS");
        };

    pass(Duration.ofHours(5));

    assertThat(told()).singleElement().asString().contains("no such variable: PGPASS");
    List<Duration> last = runs.subList(runs.size() - 2, runs.size());
    assertThat(last.getLast().minus(last.getFirst())).hasHours(1);
  }

  @Test
  void oneThatLeadsHasNoLogAndOneThatIsEditedBeginsAnew() {
    configuration = with(replication(Strategy.LEADER, Duration.ofDays(7)));
    pass(Duration.ofMinutes(10));
    assertThat(runs).isEmpty();

    configuration = with(replication(Duration.ofDays(7)));
    pass(Duration.ofMinutes(4));
    configuration = with(replication(Duration.ofHours(2)));
    pass(Duration.ofMinutes(5));
    assertThat(runs).extracting(Duration::toMinutes).containsExactly(19L);
  }
}
