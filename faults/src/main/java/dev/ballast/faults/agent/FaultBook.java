// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.agent;

import dev.ballast.faults.driver.Drivers;
import dev.ballast.faults.driver.FaultDriver;
import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.driver.Order;
import dev.ballast.faults.driver.Verdict;
import dev.ballast.faults.journal.Journal;
import dev.ballast.faults.undo.Undo;
import dev.ballast.faults.watchdog.Watchdog;
import dev.ballast.model.FaultAgent;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * All faults of this host. Before anything is done, what heals it is on disk and with the watchdog;
 * what was done and cannot be seen to be effective is undone and has failed.
 */
public final class FaultBook {

  private static final int REMEMBERED = 100;
  private static final Duration EFFECTIVE = Duration.ofSeconds(2);
  private static final int LATE = 4;

  private final FaultAgent agent;
  private final Drivers drivers;
  private final Journal journal;
  private final Admission admission;
  private final WatchdogLink watchdog = new WatchdogLink();
  private final Healer healer;
  private final Upkeep upkeep;
  private final InstantSource clock;
  private final Map<String, Fault> faults = new ConcurrentHashMap<>();

  FaultBook(FaultAgent agent, Drivers drivers, Journal journal, Brake brake, InstantSource clock) {
    this.agent = agent;
    this.drivers = drivers;
    this.journal = journal;
    this.admission = new Admission(agent, drivers, brake, faults::values, watchdog::isAlive);
    this.healer = new Healer(journal, watchdog, clock);
    this.upkeep = new Upkeep(faults::values, brake, healer);
    this.clock = clock;
  }

  void watchedBy(Watchdog dog) {
    watchdog.set(dog);
  }

  boolean isWatched() {
    return watchdog.isAlive();
  }

  Admission admission() {
    return admission;
  }

  /**
   * Does it and verifies it; the same once more renews it.
   *
   * @throws RefusedException when something stands against it, or it was not effective: 424
   */
  FaultView inject(Admission.Wish wish) throws RefusedException {
    Fault known = faults.get(wish.id());
    if (known != null) {
      return again(known, wish);
    }
    Order order = admission.order(wish);
    List<String> problems = admission.against(order);
    Drivers.Choice choice = drivers.choose(order);
    problems.addAll(choice.problems());
    choice.driver().ifPresent(d -> problems.addAll(admission.unwatched(d)));
    if (!problems.isEmpty() || choice.driver().isEmpty()) {
      throw new RefusedException(422, problems);
    }
    FaultDriver driver = choice.driver().get();
    List<Undo> undo;
    try {
      undo = driver.arm(order);
    } catch (FaultException e) {
      throw new RefusedException(422, String.valueOf(e.getMessage()));
    }
    Fault fault = new Fault(order, driver, undo, wish.owner(), wish.reason(), choice.notes());
    fault.lock.lock();
    try {
      if (faults.putIfAbsent(wish.id(), fault) != null) {
        throw new RefusedException(409, "id: " + wish.id() + " is being done by somebody else");
      }
      begin(fault);
      return view(fault);
    } finally {
      fault.lock.unlock();
    }
  }

  private void begin(Fault fault) throws RefusedException {
    try {
      journal.armed(fault.entry());
    } catch (IOException e) {
      faults.remove(fault.order.id());
      throw new RefusedException(
          507, "nothing was done: the journal cannot be written: " + e.getMessage());
    }
    try {
      watchdog.arm(fault);
      fault.deadline = System.nanoTime() + fault.order.lease().toNanos();
      fault.driver.apply(fault.order, fault.undo);
    } catch (FaultException e) {
      fail(fault, String.valueOf(e.getMessage()));
    }
    Verdict verdict = awaitEffect(fault);
    if (!verdict.isYes()) {
      fail(fault, "not effective: " + verdict.evidence());
    }
    renewIfLate(fault);
    fault.evidence = verdict.evidence();
    fault.since = clock.instant();
    fault.nextLook = System.nanoTime() + Upkeep.LOOK.toNanos();
    fault.state = Fault.State.ACTIVE;
    forget();
  }

  /**
   * When doing it and seeing it took more than a quarter of the lease, it begins anew: nobody can
   * renew what is not answered yet.
   */
  private void renewIfLate(Fault fault) throws RefusedException {
    Duration lease = fault.order.lease();
    if (fault.deadline - System.nanoTime() >= lease.toNanos() - lease.toNanos() / LATE) {
      return;
    }
    try {
      watchdog.renew(fault, lease);
      fault.driver.renew(fault.order);
      fault.deadline = System.nanoTime() + lease.toNanos();
    } catch (FaultException e) {
      fail(fault, "its lease could not begin with the answer: " + e.getMessage());
    }
  }

  private void fail(Fault fault, String why) throws RefusedException {
    healer.heal(fault, Fault.State.FAILED, why);
    throw new RefusedException(
        424,
        fault.state == Fault.State.FAILED
            ? why + "; undone: " + fault.evidence
            : why + "; and nobody can prove that it is undone: " + fault.evidence);
  }

  private static Verdict awaitEffect(Fault fault) {
    long end = System.nanoTime() + EFFECTIVE.toNanos();
    long pause = 1;
    Verdict verdict = fault.driver.verify(fault.order, fault.undo);
    while (verdict.seen() == Verdict.Seen.NO && System.nanoTime() - end < 0) {
      try {
        TimeUnit.MILLISECONDS.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return verdict;
      }
      pause = Math.min(100, pause * 2);
      verdict = fault.driver.verify(fault.order, fault.undo);
    }
    return verdict;
  }

  private FaultView again(Fault known, Admission.Wish wish) throws RefusedException {
    if (!known.order.kind().equals(wish.kind())
        || !known.order.target().name().equals(wish.target())) {
      throw new RefusedException(409, "id: " + wish.id() + " is another fault");
    }
    return renew(wish.id(), wish.owner(), wish.lease());
  }

  /**
   * Moves the end of the lease.
   *
   * @throws RefusedException 404 when it is over: it does not come back by this
   */
  FaultView renew(String id, String owner, Duration lease) throws RefusedException {
    Fault fault = find(id);
    if (!fault.owner.equals(owner)) {
      throw new RefusedException(403, "owner: %s (expected: %s)".formatted(owner, fault.owner));
    }
    fault.lock.lock();
    try {
      if (fault.state != Fault.State.ACTIVE || System.nanoTime() - fault.deadline >= 0) {
        throw new RefusedException(404, "fault " + id + ": its lease has ended");
      }
      Order renewed = fault.order.withLease(lease);
      watchdog.renew(fault, lease);
      fault.driver.renew(renewed);
      fault.order = renewed;
      fault.deadline = System.nanoTime() + lease.toNanos();
      return view(fault);
    } catch (FaultException e) {
      healer.heal(fault, Fault.State.HEALED, "could not be renewed: " + e.getMessage());
      throw new RefusedException(404, "fault " + id + ": " + e.getMessage());
    } finally {
      fault.lock.unlock();
    }
  }

  FaultView heal(String id, String why) throws RefusedException {
    Fault fault = find(id);
    healer.end(fault, why);
    return view(fault);
  }

  /** Heals everything that is on, all at the same time. */
  List<FaultView> healAll(String why) throws InterruptedException {
    List<Fault> open = faults.values().stream().filter(Fault::isOpen).toList();
    List<Thread> threads =
        open.stream().map(f -> Thread.ofVirtual().start(() -> healer.end(f, why))).toList();
    for (Thread thread : threads) {
      thread.join();
    }
    return open.stream().map(this::view).toList();
  }

  /** What the journal knew and nobody healed. */
  void adopt(List<Journal.Entry> orphans) {
    for (Journal.Entry orphan : orphans) {
      Optional<FaultAgent.Target> target = agent.target(orphan.target());
      Optional<FaultDriver> driver = drivers.named(orphan.kind(), orphan.driver());
      if (target.isPresent() && driver.isPresent()) {
        Order order =
            new Order(orphan.id(), orphan.kind(), target.get(), orphan.parameters(), Duration.ZERO);
        Fault fault = new Fault(order, driver.get(), orphan.undo(), "journal", "", List.of());
        faults.put(orphan.id(), fault);
        healer.end(fault, "the agent had died");
      }
    }
  }

  /** Ends what is due, and looks whether the rest is still there; called many times a second. */
  void tick() {
    upkeep.tick();
  }

  /** The watchdog is gone: what only it would have ended must end now. */
  void unwatch() {
    upkeep.unwatch();
  }

  Fault find(String id) throws RefusedException {
    Fault fault = faults.get(id);
    if (fault == null) {
      throw new RefusedException(404, "fault " + id + ": not known here");
    }
    return fault;
  }

  FaultView show(String id) throws RefusedException {
    return view(find(id));
  }

  /** What is on first, then what ended last. */
  List<FaultView> list() {
    return faults.values().stream()
        .sorted(
            Comparator.comparing((Fault f) -> !f.isOpen())
                .thenComparing(f -> f.over, Comparator.reverseOrder()))
        .map(this::view)
        .toList();
  }

  private FaultView view(Fault fault) {
    return FaultView.of(fault, System.nanoTime());
  }

  private void forget() {
    List<Fault> over =
        faults.values().stream()
            .filter(f -> !f.isOpen())
            .sorted(Comparator.comparing((Fault f) -> f.over).reversed())
            .skip(REMEMBERED)
            .toList();
    over.forEach(f -> faults.remove(f.order.id()));
  }
}
