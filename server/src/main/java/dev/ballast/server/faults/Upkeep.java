// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.faults;

import dev.ballast.control.chaos.FaultHost;
import dev.ballast.control.chaos.Guards;
import dev.ballast.control.chaos.Injection;
import dev.ballast.control.chaos.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Renews leases for as long as nothing stands against it, and ends faults when something does. */
final class Upkeep implements AutoCloseable {

  private final Supplier<List<FaultHost>> hosts;
  private final Crew crew;
  private final Ending ending;
  private final Supplier<Standing> standing;
  private final InstantSource clock;
  private final ExecutorService looking = Executors.newVirtualThreadPerTaskExecutor();

  Upkeep(
      Supplier<List<FaultHost>> hosts,
      Crew crew,
      Ending ending,
      Supplier<Standing> standing,
      InstantSource clock) {
    this.hosts = hosts;
    this.crew = crew;
    this.ending = ending;
    this.standing = standing;
    this.clock = clock;
  }

  /** Renews what may go on and ends what may not; called several times a second. */
  void tick(Collection<Running> all) {
    List<Running> open = all.stream().filter(Running::isOpen).toList();
    if (open.isEmpty()) {
      return;
    }
    Standing now = standing.get();
    for (Running running : open) {
      if (!running.lock.isLocked()) { // A slow agent holds up nobody else's renewal.
        looking.execute(() -> look(running, now));
      }
    }
  }

  private void look(Running running, Standing standing) {
    Instant now = clock.instant();
    Injection injection = running.injection;
    if (injection.state() == Injection.State.UNPROVED) {
      if (!now.isBefore(running.nextRenewal)) {
        running.nextRenewal = now.plus(Duration.ofSeconds(5));
        var _ = ending.end(running, "fault.healed", "ballast", injection.ended());
      }
      return;
    }
    Optional<String> stop = Guards.stop(injection, running.services(), running.isLive(), standing);
    if (!standing.stopped().isEmpty()) {
      stop = Optional.of(standing.stopped());
    }
    if (stop.isPresent()) {
      var _ = ending.end(running, "fault.stopped", "ballast", stop.get());
    } else if (!now.isBefore(injection.ends())) {
      var _ = ending.end(running, "fault.healed", "ballast", "its time is over");
    } else if (!now.isBefore(running.nextRenewal)) {
      renew(running, now);
    }
  }

  private void renew(Running running, Instant now) {
    running.lock.lock();
    try {
      Injection old = running.injection;
      if (old.state() != Injection.State.ACTIVE) {
        return;
      }
      Duration left = Duration.between(now, old.ends());
      Duration lease = old.request().lease();
      Duration renewed = left.compareTo(lease) < 0 ? left.plusMillis(500) : lease;
      List<String> problems = crew.renew(hosts.get(), running.blows, renewed);
      if (problems.isEmpty()) {
        running.injection =
            new Injection(
                old.id(),
                old.request(),
                old.state(),
                old.since(),
                now.plus(renewed),
                old.ends(),
                old.effects(),
                "");
        running.nextRenewal = now.plus(Guards.renewEvery(lease));
      } else if (!now.isBefore(old.until())) {
        var _ = ending.end(running, "fault.healed", "ballast", String.join("; ", problems));
      } else {
        running.nextRenewal = now.plus(lease.dividedBy(10));
        if (problems.stream().noneMatch(p -> p.contains("does not answer"))) {
          var _ = ending.end(running, "fault.healed", "ballast", String.join("; ", problems));
        }
      }
    } finally {
      running.lock.unlock();
    }
  }

  @Override
  public void close() {
    looking.shutdownNow();
  }
}
