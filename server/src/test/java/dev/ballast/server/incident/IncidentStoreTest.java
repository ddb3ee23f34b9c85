// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.incident.Evidence;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Symptom.Sign;
import dev.ballast.control.incident.engine.EnginePolicy;
import dev.ballast.control.incident.engine.IncidentBook;
import dev.ballast.control.incident.engine.IncidentEngine;
import dev.ballast.control.incident.engine.Look;
import dev.ballast.control.incident.engine.Reading;
import dev.ballast.control.incident.engine.Turn;
import dev.ballast.control.topology.Topology;
import dev.ballast.ledger.Documents;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.Interlocks;
import dev.ballast.ledger.Ledger;
import dev.ballast.ledger.LedgerException;
import dev.ballast.ledger.Locks;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.Event;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import dev.ballast.testkit.FakeClock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class IncidentStoreTest {

  private final FakeClock clock = FakeClock.atStart();
  private final MemoryLedger ledger = new MemoryLedger(clock);

  private Turn opened() {
    Reading reading =
        new Reading(
            new Place(new ServiceName("payments"), "us-east"),
            "payments-availability",
            Sign.ERRORS,
            Health.DEGRADED,
            clock.instant(),
            "4 % bad",
            List.of(
                new Evidence(
                    "",
                    "slo",
                    "payments",
                    "4 % bad",
                    clock.instant(),
                    clock.instant(),
                    null,
                    4.0,
                    "x",
                    "up",
                    0)));
    return new IncidentEngine(EnginePolicy.DEFAULT)
        .step(
            IncidentBook.EMPTY,
            new Look(clock.instant(), List.of(reading), Topology.EMPTY, List.of(), Set.of()));
  }

  private List<Event> tidings(Turn turn) {
    return turn.changes().stream().map(c -> Tidings.of(c, clock.instant())).toList();
  }

  private List<Event> told() {
    return ledger.events().latest(EventFilter.named("incident."), 100);
  }

  @Test
  void whatIsKeptIsReadBackAsItWas() {
    Turn turn = opened();
    Incident incident = turn.book().incidents().getFirst();
    new IncidentStore(ledger).save(incident, tidings(turn));

    IncidentBook book = new IncidentStore(ledger).load();

    assertThat(book.incidents()).containsExactly(incident);
    assertThat(book.next()).isEqualTo(2);
    assertThat(told()).extracting(Event::name).containsExactly("incident.opened");
    assertThat(told().getFirst().attributes())
        .containsEntry("id", "INC-1")
        .containsEntry("service", "payments")
        .containsEntry("pages", "true");
  }

  @Test
  void whatWasNotToldBeforeAKillIsToldOnceAfterIt() {
    Turn turn = opened();
    Incident incident = turn.book().incidents().getFirst();
    IncidentStore killed = new IncidentStore(new Mute(ledger, new AtomicInteger()));
    assertThatThrownBy(() -> killed.save(incident, tidings(turn)))
        .isInstanceOf(LedgerException.class);
    assertThat(told()).isEmpty();

    new IncidentStore(ledger).load();
    IncidentStore back = new IncidentStore(ledger);
    back.load();

    assertThat(told()).extracting(Event::name).containsExactly("incident.opened");
    back.save(incident, List.of());
    new IncidentStore(ledger).load();
    assertThat(told()).hasSize(1);
  }

  @Test
  void whatIsTriedAgainIsToldOnce() {
    Turn turn = opened();
    Incident incident = turn.book().incidents().getFirst();
    Event event = tidings(turn).getFirst();
    AtomicInteger lets = new AtomicInteger(1);
    IncidentStore store = new IncidentStore(new Mute(ledger, lets));
    assertThatThrownBy(() -> store.save(incident, List.of(event, event)))
        .isInstanceOf(LedgerException.class);
    lets.set(10);

    store.save(incident, List.of(event, event, event));
    store.save(incident, List.of(event));
    new IncidentStore(ledger).load();

    assertThat(told().reversed().stream().map(e -> e.attributes().getOrDefault("step", "")))
        .containsExactly("1", "2", "3", "4");
  }

  @Test
  void whatCannotBeReadIsLeftWhereItIs() {
    ledger.documents().put("incident", "INC-7", "{\"incident\":3}", 0);

    IncidentBook book = new IncidentStore(ledger).load();

    assertThat(book.incidents()).isEmpty();
    assertThat(book.next()).as("its number is not given again").isEqualTo(8);
    assertThat(ledger.documents().get("incident", "INC-7")).isPresent();
  }

  /** Keeps documents and is killed before it appends more events than it lets through. */
  private record Mute(Ledger ledger, AtomicInteger lets) implements Ledger {
    @Override
    public EventLog events() {
      return new EventLog() {
        @Override
        public Event append(Event event) {
          if (lets.getAndDecrement() > 0) {
            return ledger.events().append(event);
          }
          throw new LedgerException("killed");
        }

        @Override
        public List<Event> read(long after, EventFilter filter, int limit) {
          return ledger.events().read(after, filter, limit);
        }

        @Override
        public List<Event> latest(EventFilter filter, int limit) {
          return ledger.events().latest(filter, limit);
        }

        @Override
        public Subscription subscribe(Consumer<Event> listener) {
          return ledger.events().subscribe(listener);
        }
      };
    }

    @Override
    public Documents documents() {
      return ledger.documents();
    }

    @Override
    public Locks locks() {
      return ledger.locks();
    }

    @Override
    public Interlocks interlocks() {
      return ledger.interlocks();
    }

    @Override
    public void close() {}
  }
}
