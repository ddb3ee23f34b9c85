// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.embedded;

import dev.ballast.ledger.Interlocks;
import dev.ballast.ledger.Limits;
import dev.ballast.ledger.embedded.Store.Part;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;

/** Interlocks by the number in their id, which is the order they were raised in. */
final class EmbeddedInterlocks implements Interlocks {

  private static final byte[] LAST = Bytes.ofText("interlock_last");

  private final Store store;
  private final InstantSource clock;
  private final ReentrantLock changing = new ReentrantLock();

  /** What is in the store, by number, so that whoever asks often does not read it each time. */
  private final NavigableMap<Long, Interlock> known = new ConcurrentSkipListMap<>();

  EmbeddedInterlocks(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    store.ascend(
        Part.INTERLOCKS,
        Bytes.ofLong(0),
        (key, json) -> {
          known.put(Bytes.toLong(key), Json.read(json, Interlock.class));
          return true;
        });
  }

  @Override
  public Interlock raise(Kind kind, String subject, String owner, String reason, Duration lease) {
    Limits.name("interlock.subject", subject);
    Limits.name("interlock.owner", owner);
    Limits.atMost("interlock.reason", reason, Limits.TEXT);
    Limits.lease(lease);
    changing.lock();
    try {
      byte[] last = store.get(Part.META, LAST);
      long number = (last == null ? 0 : Bytes.toLong(last)) + 1;
      Instant now = clock.instant();
      String id = kind.name().toLowerCase(Locale.ROOT) + "-" + number;
      Interlock raised = new Interlock(id, kind, subject, owner, reason, now, now.plus(lease));
      List<Long> ended =
          known.entrySet().stream()
              .filter(entry -> !now.isBefore(entry.getValue().until()))
              .map(Map.Entry::getKey)
              .toList();
      store.write(
          batch -> {
            batch.put(store.family(Part.META), LAST, Bytes.ofLong(number));
            batch.put(store.family(Part.INTERLOCKS), Bytes.ofLong(number), Json.write(raised));
            for (long key : ended) {
              batch.delete(store.family(Part.INTERLOCKS), Bytes.ofLong(key));
            }
          });
      ended.forEach(known::remove);
      known.put(number, raised);
      return raised;
    } finally {
      changing.unlock();
    }
  }

  @Override
  public boolean renew(String id, Duration lease) {
    Limits.lease(lease);
    changing.lock();
    try {
      Optional<Interlock> current = find(id);
      current.ifPresent(
          interlock -> {
            Interlock renewed = interlock.withUntil(clock.instant().plus(lease));
            store.put(Part.INTERLOCKS, Bytes.ofLong(number(id)), Json.write(renewed));
            known.put(number(id), renewed);
          });
      return current.isPresent();
    } finally {
      changing.unlock();
    }
  }

  @Override
  public void clear(String id) {
    changing.lock();
    try {
      if (find(id).isPresent()) {
        store.delete(Part.INTERLOCKS, Bytes.ofLong(number(id)));
        known.remove(number(id));
      }
    } finally {
      changing.unlock();
    }
  }

  @Override
  public List<Interlock> active() {
    Instant now = clock.instant();
    return known.values().stream().filter(interlock -> now.isBefore(interlock.until())).toList();
  }

  /** The one of that id that is in force. */
  private Optional<Interlock> find(String id) {
    return Optional.ofNullable(known.get(number(id)))
        .filter(interlock -> interlock.id().equals(id))
        .filter(interlock -> clock.instant().isBefore(interlock.until()));
  }

  /** Of an id such as {@code fault-12}; 0, which is nobody's, for what is none. */
  private static long number(String id) {
    String digits = id.substring(id.lastIndexOf('-') + 1);
    return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0;
  }
}
