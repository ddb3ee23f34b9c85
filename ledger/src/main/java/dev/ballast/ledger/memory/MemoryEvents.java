// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.memory;

import dev.ballast.ledger.EventFeed;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.Limits;
import dev.ballast.model.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Events in a list; the list's lock is the owner of everything. */
final class MemoryEvents implements EventLog {

  private final List<Event> events = new ArrayList<>();
  private final EventFeed feed = new EventFeed(this);

  @Override
  public Event append(Event event) {
    Limits.check(event);
    Event appended;
    synchronized (events) {
      appended = event.withSequence(events.size() + 1L);
      events.add(appended);
    }
    feed.appended();
    return appended;
  }

  @Override
  public List<Event> read(long after, EventFilter filter, int limit) {
    synchronized (events) {
      int from = Math.clamp(after, 0, events.size());
      return events.subList(from, events.size()).stream()
          .filter(filter::accepts)
          .limit(limit)
          .toList();
    }
  }

  @Override
  public List<Event> latest(EventFilter filter, int limit) {
    synchronized (events) {
      return events.reversed().stream().filter(filter::accepts).limit(limit).toList();
    }
  }

  @Override
  public Subscription subscribe(Consumer<Event> listener) {
    long last;
    synchronized (events) {
      last = events.size();
    }
    return feed.subscribe(last, listener);
  }

  void close() {
    feed.close();
  }
}
