// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.memory;

import dev.ballast.ledger.Interlocks;
import dev.ballast.ledger.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Interlocks in a map, in the order they were raised. */
final class MemoryInterlocks implements Interlocks {

  private final InstantSource clock;
  private final Map<String, Interlock> interlocks = new LinkedHashMap<>();
  private long last;

  MemoryInterlocks(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Interlock raise(
      Kind kind, String subject, String owner, String reason, Duration lease) {
    Limits.name("interlock.subject", subject);
    Limits.name("interlock.owner", owner);
    Limits.atMost("interlock.reason", reason, Limits.TEXT);
    Limits.lease(lease);
    dropEnded();
    Instant now = clock.instant();
    String id = kind.name().toLowerCase(Locale.ROOT) + "-" + ++last;
    Interlock interlock = new Interlock(id, kind, subject, owner, reason, now, now.plus(lease));
    interlocks.put(id, interlock);
    return interlock;
  }

  @Override
  public synchronized boolean renew(String id, Duration lease) {
    Limits.lease(lease);
    dropEnded();
    Instant until = clock.instant().plus(lease);
    return interlocks.computeIfPresent(id, (_, old) -> old.withUntil(until)) != null;
  }

  @Override
  public synchronized void clear(String id) {
    interlocks.remove(id);
  }

  @Override
  public synchronized List<Interlock> active() {
    dropEnded();
    return List.copyOf(interlocks.values());
  }

  private void dropEnded() {
    Instant now = clock.instant();
    interlocks.values().removeIf(interlock -> !now.isBefore(interlock.until()));
  }
}
