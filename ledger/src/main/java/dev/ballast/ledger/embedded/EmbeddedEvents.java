// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.embedded;

import dev.ballast.ledger.EventFeed;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.Limits;
import dev.ballast.ledger.embedded.Store.Part;
import dev.ballast.model.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Events by sequence. One append at a time gives the sequence its order; a number is only used up
 * when its event is on the disk, so no crash leaves a gap.
 */
final class EmbeddedEvents implements EventLog {

  private final Store store;
  private final EventFeed feed = new EventFeed(this);
  private final ReentrantLock appending = new ReentrantLock();
  private volatile long last;

  EmbeddedEvents(Store store) {
    this.store = store;
    store.descend(
        Part.EVENTS,
        (key, _) -> {
          last = Bytes.toLong(key);
          return false;
        });
  }

  @Override
  public Event append(Event event) {
    Limits.check(event);
    Event appended;
    appending.lock();
    try {
      appended = event.withSequence(last + 1);
      store.put(Part.EVENTS, Bytes.ofLong(appended.sequence()), Json.write(appended));
      last = appended.sequence();
    } finally {
      appending.unlock();
    }
    feed.appended();
    return appended;
  }

  @Override
  public List<Event> read(long after, EventFilter filter, int limit) {
    List<Event> found = new ArrayList<>();
    if (limit > 0) {
      store.ascend(
          Part.EVENTS,
          Bytes.ofLong(Math.max(0, after) + 1),
          (_, value) -> collect(value, filter, limit, found));
    }
    return List.copyOf(found);
  }

  @Override
  public List<Event> latest(EventFilter filter, int limit) {
    List<Event> found = new ArrayList<>();
    if (limit > 0) {
      store.descend(Part.EVENTS, (_, value) -> collect(value, filter, limit, found));
    }
    return List.copyOf(found);
  }

  private static boolean collect(byte[] json, EventFilter filter, int limit, List<Event> found) {
    Event event = Json.read(json, Event.class);
    if (filter.accepts(event)) {
      found.add(event);
    }
    return found.size() < limit;
  }

  @Override
  public Subscription subscribe(Consumer<Event> listener) {
    return feed.subscribe(last, listener);
  }

  void close() {
    feed.close();
  }
}
