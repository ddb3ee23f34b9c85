// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.lease;

import dev.ballast.mesh.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All leases of a process, on its own monotonic clock: neither the owner nor the wall clock is
 * needed to end one. Passive: somebody calls {@link #expire}, as {@link LeaseTimer} does.
 * Thread-safe; what a lease's end runs may call back.
 */
public final class Leases {

  private record Held(String id, String owner, Duration length, long until, Runnable ended) {

    Lease at(long now) {
      return new Lease(id, owner, length, Duration.ofNanos(Math.max(0, until - now)));
    }
  }

  private final Ticker ticker;
  private final LeaseLimits limits;
  private final Map<String, Held> held = new TreeMap<>();
  private Runnable sooner = () -> {};

  public Leases(Ticker ticker, LeaseLimits limits) {
    this.ticker = ticker;
    this.limits = limits;
  }

  public LeaseLimits limits() {
    return limits;
  }

  /**
   * Starts a lease.
   *
   * @param ended what undoes the work; runs once, only when the lease runs out
   * @throws IllegalArgumentException when the length is out of bounds or there are too many
   * @throws IllegalStateException when the id is taken
   */
  public Lease grant(String id, String owner, Duration length, Runnable ended) {
    check(length);
    Lease lease;
    synchronized (held) {
      if (held.containsKey(id)) {
        throw new IllegalStateException("lease " + id + " is held already");
      }
      if (held.size() >= limits.most()) {
        throw new IllegalArgumentException("leases: more than " + limits.most());
      }
      long now = ticker.nanos();
      Held fresh = new Held(id, owner, length, now + length.toNanos(), ended);
      held.put(id, fresh);
      lease = fresh.at(now);
      sooner.run();
    }
    return lease;
  }

  /** Starts the time of a lease anew; empty when it has ended: then nothing comes back to life. */
  public Optional<Lease> renew(String id, Duration length) {
    check(length);
    synchronized (held) {
      long now = ticker.nanos();
      Held old = held.get(id);
      if (old == null || now - old.until >= 0) {
        return Optional.empty();
      }
      Held fresh = new Held(id, old.owner, length, now + length.toNanos(), old.ended);
      held.put(id, fresh);
      sooner.run();
      return Optional.of(fresh.at(now));
    }
  }

  /** The lease, when it still holds. */
  public Optional<Lease> find(String id) {
    synchronized (held) {
      long now = ticker.nanos();
      return Optional.ofNullable(held.get(id)).filter(h -> now - h.until < 0).map(h -> h.at(now));
    }
  }

  /** Forgets a lease: what it kept was undone, or is kept without it. */
  public boolean forget(String id) {
    synchronized (held) {
      return held.remove(id) != null;
    }
  }

  /** Those that hold, the first to end first. */
  public List<Lease> all() {
    synchronized (held) {
      long now = ticker.nanos();
      return held.values().stream()
          .filter(h -> now - h.until < 0)
          .map(h -> h.at(now))
          .sorted(Comparator.comparing(Lease::left).thenComparing(Lease::id))
          .toList();
    }
  }

  /** Ends those whose time has come, and says how long until the next; empty when none is left. */
  public Optional<Duration> expire() {
    List<Held> over = new ArrayList<>();
    Optional<Duration> next;
    synchronized (held) {
      long now = ticker.nanos();
      held.values().removeIf(h -> now - h.until >= 0 && over.add(h));
      next =
          held.values().stream()
              .map(h -> Duration.ofNanos(h.until - now))
              .min(Comparator.naturalOrder());
    }
    end(over);
    return next;
  }

  /** One that cannot be undone must not keep the others alive. */
  private static void end(List<Held> over) {
    RuntimeException failed = null;
    for (Held one : over) {
      try {
        one.ended.run();
      } catch (RuntimeException e) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }

  /** Runs whenever the next end may have come closer; under the lock, so it must be quick. */
  void onSooner(Runnable wake) {
    synchronized (held) {
      sooner = wake;
    }
  }

  private void check(Duration length) {
    String problem = limits.problem(length);
    if (!problem.isEmpty()) {
      throw new IllegalArgumentException(problem);
    }
  }
}
