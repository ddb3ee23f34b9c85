// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.memory;

import dev.ballast.ledger.Limits;
import dev.ballast.ledger.Locks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Locks in a map. */
final class MemoryLocks implements Locks {

  private final InstantSource clock;
  private final Map<String, Held> locks = new HashMap<>();
  private long lastToken;

  MemoryLocks(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Optional<Held> acquire(String name, String owner, Duration lease) {
    Limits.name("lock.name", name);
    Limits.name("lock.owner", owner);
    Limits.lease(lease);
    Optional<Held> current = holder(name);
    if (current.isPresent() && !current.get().owner().equals(owner)) {
      return Optional.empty();
    }
    long token = current.map(Held::token).orElseGet(() -> ++lastToken);
    Held held = new Held(name, owner, token, clock.instant().plus(lease));
    locks.put(name, held);
    return Optional.of(held);
  }

  @Override
  public synchronized boolean renew(Held held, Duration lease) {
    Limits.lease(lease);
    if (!isHeld(held)) {
      return false;
    }
    locks.put(
        held.name(),
        new Held(held.name(), held.owner(), held.token(), clock.instant().plus(lease)));
    return true;
  }

  @Override
  public synchronized void release(Held held) {
    if (isHeld(held)) {
      locks.remove(held.name());
    }
  }

  @Override
  public synchronized Optional<Held> holder(String name) {
    return Optional.ofNullable(locks.get(name))
        .filter(held -> clock.instant().isBefore(held.until()));
  }

  private boolean isHeld(Held held) {
    return holder(held.name()).filter(now -> now.token() == held.token()).isPresent();
  }
}
