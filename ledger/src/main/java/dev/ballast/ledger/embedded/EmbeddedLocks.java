// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.embedded;

import dev.ballast.ledger.Limits;
import dev.ballast.ledger.Locks;
import dev.ballast.ledger.embedded.Store.Part;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Locks by name; one counter gives the fencing tokens of all of them. */
final class EmbeddedLocks implements Locks {

  private static final byte[] TOKEN = Bytes.ofText("lock_token");

  private final Store store;
  private final InstantSource clock;
  private final ReentrantLock changing = new ReentrantLock();

  EmbeddedLocks(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Optional<Held> acquire(String name, String owner, Duration lease) {
    Limits.name("lock.name", name);
    Limits.name("lock.owner", owner);
    Limits.lease(lease);
    changing.lock();
    try {
      Optional<Held> current = holder(name);
      if (current.isPresent() && !current.get().owner().equals(owner)) {
        return Optional.empty();
      }
      long token = current.map(Held::token).orElseGet(this::nextToken);
      Held held = new Held(name, owner, token, clock.instant().plus(lease));
      store.write(
          batch -> {
            batch.put(store.family(Part.META), TOKEN, Bytes.ofLong(Math.max(token, lastToken())));
            batch.put(store.family(Part.LOCKS), Bytes.ofText(name), Json.write(held));
          });
      return Optional.of(held);
    } finally {
      changing.unlock();
    }
  }

  @Override
  public boolean renew(Held held, Duration lease) {
    Limits.lease(lease);
    changing.lock();
    try {
      if (!isHeld(held)) {
        return false;
      }
      Held renewed = new Held(held.name(), held.owner(), held.token(), clock.instant().plus(lease));
      store.put(Part.LOCKS, Bytes.ofText(held.name()), Json.write(renewed));
      return true;
    } finally {
      changing.unlock();
    }
  }

  @Override
  public void release(Held held) {
    changing.lock();
    try {
      if (isHeld(held)) {
        store.delete(Part.LOCKS, Bytes.ofText(held.name()));
      }
    } finally {
      changing.unlock();
    }
  }

  @Override
  public Optional<Held> holder(String name) {
    return Optional.ofNullable(store.get(Part.LOCKS, Bytes.ofText(name)))
        .map(json -> Json.read(json, Held.class))
        .filter(held -> clock.instant().isBefore(held.until()));
  }

  private boolean isHeld(Held held) {
    return holder(held.name()).filter(now -> now.token() == held.token()).isPresent();
  }

  private long nextToken() {
    return lastToken() + 1;
  }

  private long lastToken() {
    byte[] stored = store.get(Part.META, TOKEN);
    return stored == null ? 0 : Bytes.toLong(stored);
  }
}
