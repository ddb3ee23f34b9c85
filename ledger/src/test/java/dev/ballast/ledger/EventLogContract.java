// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ballast.model.Event;
import dev.ballast.testkit.FakeClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every event log does; an implementation supplies only the ledger. */
public abstract class EventLogContract {

  private final FakeClock clock = FakeClock.atStart();
  private Ledger ledger;
  private EventLog log;

  protected abstract Ledger open(FakeClock clock);

  @BeforeEach
  void openLedger() {
    ledger = open(clock);
    log = ledger.events();
  }

  @AfterEach
  void closeLedger() {
    ledger.close();
  }

  @Test
  void numbersFromOneWithoutGaps() {
    assertThat(log.append(event("health.changed", "service/a")).sequence()).isEqualTo(1);
    assertThat(log.append(event("health.changed", "service/a")).sequence()).isEqualTo(2);
    assertThat(log.append(event("gate.decided", "service/b")).sequence()).isEqualTo(3);
  }

  @Test
  void givesBackWhatWasAppended() {
    Event event =
        new Event(
            0,
            Instant.parse("2026-03-01T09:00:00.123456789Z"),
            "health.changed",
            "service/payments",
            "ballast",
            "größer als \"vorher\"\n",
            Map.of("from", "HEALTHY", "to", "DEGRADED", "empty", ""));
    Event appended = log.append(event);
    assertThat(appended).isEqualTo(event.withSequence(1));
    assertThat(log.read(0, EventFilter.ANY, 10)).containsExactly(appended);
  }

  @Test
  void readsAscendingAfterASequenceUpToALimit() {
    append(10);
    assertThat(sequences(log.read(0, EventFilter.ANY, 100))).hasSize(10).isSorted();
    assertThat(sequences(log.read(4, EventFilter.ANY, 3))).containsExactly(5L, 6L, 7L);
    assertThat(log.read(10, EventFilter.ANY, 3)).isEmpty();
    assertThat(log.read(99, EventFilter.ANY, 3)).isEmpty();
    assertThat(log.read(0, EventFilter.ANY, 0)).isEmpty();
  }

  @Test
  void readsTheNewestFirst() {
    append(10);
    assertThat(sequences(log.latest(EventFilter.ANY, 3))).containsExactly(10L, 9L, 8L);
    assertThat(log.latest(EventFilter.ANY, 0)).isEmpty();
  }

  @Test
  void filtersByNameSubjectAndTime() {
    log.append(event("health.changed", "service/a"));
    log.append(event("gate.decided", "service/a"));
    log.append(event("health.changed", "service/b"));
    assertThat(sequences(log.read(0, EventFilter.named("health."), 9))).containsExactly(1L, 3L);
    assertThat(sequences(log.read(0, EventFilter.named("health.").about("service/b"), 9)))
        .containsExactly(3L);
    assertThat(sequences(log.latest(EventFilter.ANY.about("service/a"), 1))).containsExactly(2L);
    EventFilter later =
        new EventFilter("", "", clock.instant().plusSeconds(1), clock.instant().plusSeconds(2));
    assertThat(log.read(0, later, 9)).isEmpty();
  }

  @Test
  void findsTheSameWithAnyFilterAsByLookingAtEverything() {
    Random random = new Random(20260304);
    List<String> names = List.of("a.b", "a.bc", "a_b", "b", "a.b.c");
    List<String> subjects = List.of("service/a", "service/ab", "", "service/a\0b", "service");
    for (int i = 0; i < 300; i++) {
      log.append(event(names.get(random.nextInt(5)), subjects.get(random.nextInt(5))));
    }
    List<Event> all = log.read(0, EventFilter.ANY, 300);
    for (String name : List.of("", "a", "a.b", "a.b.", "c")) {
      for (String subject : List.of("", "service/a", "service/ab", "service/a\0b", "x")) {
        EventFilter filter = EventFilter.named(name).about(subject);
        List<Event> expected = all.stream().filter(filter::accepts).toList();
        assertThat(log.read(0, filter, 1000)).as("%s", filter).isEqualTo(expected);
        assertThat(log.latest(filter, 7))
            .as("%s", filter)
            .isEqualTo(expected.reversed().stream().limit(7).toList());
        assertThat(log.read(100, filter, 7))
            .as("%s", filter)
            .isEqualTo(expected.stream().filter(e -> e.sequence() > 100).limit(7).toList());
      }
    }
  }

  @Test
  void tellsSubscribersEverythingFromNowOnInOrder() throws Exception {
    append(3);
    BlockingQueue<Event> heard = new LinkedBlockingQueue<>();
    try (EventLog.Subscription _ = log.subscribe(heard::add)) {
      append(1000);
      for (long expected = 4; expected <= 1003; expected++) {
        Event event = heard.poll(20, TimeUnit.SECONDS);
        assertThat(event).isNotNull();
        assertThat(event.sequence()).isEqualTo(expected);
      }
    }
    append(1);
    assertThat(heard).isEmpty();
  }

  @Test
  void keepsTellingAfterAListenerFailed() throws Exception {
    BlockingQueue<Event> heard = new LinkedBlockingQueue<>();
    try (EventLog.Subscription _ =
        log.subscribe(
            event -> {
              heard.add(event);
              throw new IllegalStateException("a bug in the listener");
            })) {
      append(2);
      assertThat(heard.poll(20, TimeUnit.SECONDS)).isNotNull();
      assertThat(heard.poll(20, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void ordersAppendsOfManyThreads() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < 8; thread++) {
        threads.execute(() -> append(25));
      }
    }
    assertThat(sequences(log.read(0, EventFilter.ANY, 1000)))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 200).boxed().toList());
  }

  @Test
  void refusesWhatIsTooLargeOrMisnamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> log.append(event("Health Changed", "service/a")))
        .withMessage(
            "event.name: Health Changed (expected: dotted lower-case words such as"
                + " health.changed)");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                log.append(
                    new Event(0, clock.instant(), "a.b", "s", "x", "t".repeat(20_000), Map.of())))
        .withMessage("event.text: 20000 bytes (expected: at most 16384)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> log.append(event("a.b", "s").withSequence(7)))
        .withMessage("event.sequence: 7 (expected: 0, the ledger gives it)");
    assertThat(log.read(0, EventFilter.ANY, 1)).isEmpty();
  }

  private void append(int count) {
    for (int i = 0; i < count; i++) {
      log.append(event("test.happened", "service/a"));
    }
  }

  private Event event(String name, String subject) {
    return new Event(0, clock.instant(), name, subject, "ballast", "", Map.of());
  }

  private static List<Long> sequences(List<Event> events) {
    return events.stream().map(Event::sequence).toList();
  }
}
