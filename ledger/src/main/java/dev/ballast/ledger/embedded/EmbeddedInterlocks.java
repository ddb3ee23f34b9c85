// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.embedded;

import dev.ballast.ledger.Interlocks;
import dev.ballast.ledger.Limits;
import dev.ballast.ledger.embedded.Store.Part;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Interlocks by the number in their id, which is the order they were raised in. */
final class EmbeddedInterlocks implements Interlocks {

  private static final byte[] LAST = Bytes.ofText("interlock_last");

  private final Store store;
  private final InstantSource clock;
  private final ReentrantLock changing = new ReentrantLock();

  EmbeddedInterlocks(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
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
      List<byte[]> ended = ended(now);
      store.write(
          batch -> {
            batch.put(store.family(Part.META), LAST, Bytes.ofLong(number));
            batch.put(store.family(Part.INTERLOCKS), Bytes.ofLong(number), Json.write(raised));
            for (byte[] key : ended) {
              batch.delete(store.family(Part.INTERLOCKS), key);
            }
          });
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
      Optional<Interlock> current = active().stream().filter(i -> i.id().equals(id)).findFirst();
      current.ifPresent(
          interlock ->
              store.put(
                  Part.INTERLOCKS,
                  key(id),
                  Json.write(interlock.withUntil(clock.instant().plus(lease)))));
      return current.isPresent();
    } finally {
      changing.unlock();
    }
  }

  @Override
  public void clear(String id) {
    changing.lock();
    try {
      if (active().stream().anyMatch(interlock -> interlock.id().equals(id))) {
        store.delete(Part.INTERLOCKS, key(id));
      }
    } finally {
      changing.unlock();
    }
  }

  @Override
  public List<Interlock> active() {
    Instant now = clock.instant();
    List<Interlock> found = new ArrayList<>();
    store.ascend(
        Part.INTERLOCKS,
        Bytes.ofLong(0),
        (_, json) -> {
          Interlock interlock = Json.read(json, Interlock.class);
          if (now.isBefore(interlock.until())) {
            found.add(interlock);
          }
          return true;
        });
    return List.copyOf(found);
  }

  private List<byte[]> ended(Instant now) {
    List<byte[]> keys = new ArrayList<>();
    store.ascend(
        Part.INTERLOCKS,
        Bytes.ofLong(0),
        (key, json) -> {
          if (!now.isBefore(Json.read(json, Interlock.class).until())) {
            keys.add(key);
          }
          return true;
        });
    return keys;
  }

  private static byte[] key(String id) {
    return Bytes.ofLong(Long.parseLong(id.substring(id.lastIndexOf('-') + 1)));
  }
}
