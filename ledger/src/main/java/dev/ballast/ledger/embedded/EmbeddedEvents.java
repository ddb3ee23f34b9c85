// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.embedded;

import dev.ballast.ledger.EventFeed;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.Limits;
import dev.ballast.ledger.embedded.Store.Part;
import dev.ballast.model.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Events by sequence. One append at a time gives the sequence its order; a number is only used up
 * when its event is on the disk, so no crash leaves a gap.
 */
final class EmbeddedEvents implements EventLog {

  private static final Comparator<Event> OLDEST_FIRST = Comparator.comparingLong(Event::sequence);

  private final Store store;
  private final EventIndex index;
  private final EventFeed feed = new EventFeed(this);
  private final ReentrantLock appending = new ReentrantLock();
  private final LongAdder decoded = new LongAdder();
  private volatile long last;

  EmbeddedEvents(Store store) {
    this.store = store;
    this.index = new EventIndex(store);
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
    appending.lock();
    try {
      Event appended = event.withSequence(last + 1);
      store.write(
          batch -> {
            byte[] key = Bytes.ofLong(appended.sequence());
            batch.put(store.family(Part.EVENTS), key, Json.write(appended));
            index.add(batch, appended);
          });
      last = appended.sequence();
      return appended;
    } finally {
      appending.unlock();
      feed.appended();
    }
  }

  @Override
  public List<Event> read(long after, EventFilter filter, int limit) {
    long from = Math.max(0, after);
    if (limit <= 0) {
      return List.of();
    }
    if (isAny(filter)) {
      Found found = new Found(filter, limit);
      store.ascend(Part.EVENTS, Bytes.ofLong(from + 1), (_, json) -> found.add(json));
      return List.copyOf(found.events);
    }
    return merged(
        filter, limit, OLDEST_FIRST, (range, found) -> index.ascend(range, from, found::add));
  }

  @Override
  public List<Event> latest(EventFilter filter, int limit) {
    if (limit <= 0) {
      return List.of();
    }
    if (isAny(filter)) {
      Found found = new Found(filter, limit);
      store.descend(Part.EVENTS, (_, json) -> found.add(json));
      return List.copyOf(found.events);
    }
    return merged(
        filter, limit, OLDEST_FIRST.reversed(), (range, found) -> index.descend(range, found::add));
  }

  private static boolean isAny(EventFilter filter) {
    return filter.namePrefix().isEmpty() && filter.subject().isEmpty();
  }

  /** The first of each range that the filter needs, and of these the first. */
  private List<Event> merged(
      EventFilter filter, int limit, Comparator<Event> order, BiConsumer<byte[], Found> search) {
    List<byte[]> ranges =
        filter.subject().isEmpty()
            ? index.names(filter.namePrefix())
            : List.of(index.subject(filter.subject()));
    List<Event> all = new ArrayList<>();
    for (byte[] range : ranges) {
      Found found = new Found(filter, limit);
      search.accept(range, found);
      all.addAll(found.events);
    }
    return all.stream().sorted(order).limit(limit).toList();
  }

  /** What a search has found so far. */
  private final class Found {

    private final EventFilter filter;
    private final int limit;
    private final List<Event> events = new ArrayList<>();

    Found(EventFilter filter, int limit) {
      this.filter = filter;
      this.limit = limit;
    }

    boolean add(long sequence) {
      byte[] json = store.get(Part.EVENTS, Bytes.ofLong(sequence));
      return json == null || add(json);
    }

    /** False when that is enough. */
    boolean add(byte[] json) {
      decoded.increment();
      Event event = Json.read(json, Event.class);
      if (filter.accepts(event)) {
        events.add(event);
      }
      return events.size() < limit;
    }
  }

  /** How many events searches have read since the start. */
  long decoded() {
    return decoded.sum();
  }

  @Override
  public Subscription subscribe(Consumer<Event> listener) {
    return feed.subscribe(last, listener);
  }

  void close() {
    feed.close();
  }
}
