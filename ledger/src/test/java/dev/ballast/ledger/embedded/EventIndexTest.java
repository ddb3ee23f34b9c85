// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.embedded.Store.Part;
import dev.ballast.model.Event;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventIndexTest {

  private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
  private static final int EVENTS = 2500;

  @TempDir Path folder;

  @Test
  void readsOnlyWhatARareFilterAsksFor() {
    try (Store store = Store.open(folder)) {
      EmbeddedEvents events = new EmbeddedEvents(store);
      events.append(event(0, "health.changed", "service/rare"));
      for (int i = 0; i < 200; i++) {
        events.append(event(0, "gate.decided", "service/busy"));
      }
      assertThat(events.latest(EventFilter.named("health."), 5)).hasSize(1);
      assertThat(events.latest(EventFilter.ANY.about("service/rare"), 5)).hasSize(1);
      assertThat(events.read(0, EventFilter.named("health.changed"), 5)).hasSize(1);
      assertThat(events.latest(EventFilter.named("none"), 5)).isEmpty();
      assertThat(events.decoded()).isEqualTo(3);
      events.close();
    }
  }

  @Test
  void findsWhatAnEarlierVersionAppendedWithoutAnIndex() {
    try (Store store = Store.open(folder)) {
      for (int i = 1; i <= EVENTS; i++) {
        Event event = event(i, i % 1000 == 0 ? "gate.decided" : "health.changed", "service/a");
        store.put(Part.EVENTS, Bytes.ofLong(i), Json.write(event));
      }
    }
    try (Store store = Store.open(folder)) {
      EmbeddedEvents events = new EmbeddedEvents(store);
      assertThat(events.latest(EventFilter.named("gate."), 9))
          .extracting(Event::sequence)
          .containsExactly(2000L, 1000L);
      assertThat(events.read(0, EventFilter.ANY.about("service/a"), EVENTS + 1)).hasSize(EVENTS);
      events.close();
    }
  }

  private static Event event(long sequence, String name, String subject) {
    return new Event(sequence, NOW, name, subject, "ballast", "", Map.of());
  }
}
