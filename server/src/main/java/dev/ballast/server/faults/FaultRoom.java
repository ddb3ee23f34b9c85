// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.faults;

import dev.ballast.control.chaos.Blow;
import dev.ballast.control.chaos.FaultDesk;
import dev.ballast.control.chaos.FaultHost;
import dev.ballast.control.chaos.FaultPlan;
import dev.ballast.control.chaos.FaultRefusedException;
import dev.ballast.control.chaos.FaultRequest;
import dev.ballast.control.chaos.FaultTarget;
import dev.ballast.control.chaos.Guards;
import dev.ballast.control.chaos.Injection;
import dev.ballast.control.chaos.Refusal;
import dev.ballast.control.chaos.Standing;
import dev.ballast.ledger.Ledger;
import dev.ballast.model.Slo;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The desk where faults are ordered. It keeps nothing on disk: a server that dies renews nothing,
 * so that what it ordered ends by its leases, and the next one begins with a clean slate.
 */
public final class FaultRoom implements FaultDesk, AutoCloseable {

  /** How the SLOs stand, with what is on and whether all is stopped. */
  @FunctionalInterface
  public interface Outlook {
    Standing with(List<Injection> on, String stopped);
  }

  private static final int REMEMBERED = 100;
  private static final Duration APPROVAL = Duration.ofMinutes(15);

  private final Supplier<List<FaultHost>> hosts;
  private final Outlook outlook;
  private final FaultEvents events;
  private final Stopped stopped;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Crew crew = new Crew();
  private final Ending ending;
  private final Upkeep upkeep;
  private final ReentrantLock ordering = new ReentrantLock();
  private final Map<String, Running> all = new ConcurrentHashMap<>();

  public FaultRoom(
      Supplier<List<FaultHost>> hosts,
      Outlook outlook,
      Ledger ledger,
      InstantSource clock,
      RandomGenerator random) {
    this.hosts = hosts;
    this.outlook = outlook;
    this.events = new FaultEvents(ledger.events(), clock);
    this.stopped = new Stopped(ledger.documents());
    this.clock = clock;
    this.random = random;
    this.ending = new Ending(hosts, crew, events, clock);
    this.upkeep = new Upkeep(hosts, crew, ending, this::standing, clock);
  }

  @Override
  public List<FaultTarget> targets() {
    return crew.targets(hosts.get()).targets();
  }

  /** Targets, and the agents that do not answer with the reason. */
  Crew.Muster muster() {
    return crew.targets(hosts.get());
  }

  private Standing standing() {
    return outlook.with(all.values().stream().map(r -> r.injection).toList(), stopped.why());
  }

  @Override
  public FaultPlan plan(FaultRequest request) {
    return plan(request, "plan").plan();
  }

  /** A plan with the blows that it consists of. */
  private record Drawn(FaultPlan plan, List<Blow> blows) {}

  private Drawn plan(FaultRequest request, String id) {
    Crew.Muster muster = crew.targets(hosts.get());
    Guards.Judged judged = Guards.judge(request, muster.targets(), standing());
    List<Refusal> refusals = new ArrayList<>(judged.refusals());
    List<String> notes = new ArrayList<>(judged.notes());
    notes.addAll(muster.silent());
    List<Blow> blows = new ArrayList<>();
    for (int i = 0; i < judged.targets().size(); i++) {
      FaultTarget target = judged.targets().get(i);
      blows.add(
          new Blow(
              id + "-" + i,
              request.owner(),
              request.reason(),
              request.kind(),
              request.parameters(),
              target,
              request.lease()));
    }
    List<FaultPlan.Step> steps = new ArrayList<>();
    if (refusals.isEmpty()) { // Hosts are asked about what may be done only.
      crew.plan(hosts.get(), blows, steps, refusals);
    }
    return new Drawn(new FaultPlan(steps, judged.costs(), refusals, notes, judged.people()), blows);
  }

  @Override
  public Injection inject(FaultRequest request) {
    ordering.lock(); // One order at a time: the next one sees what this one hits.
    try {
      String id = newId();
      Drawn drawn = plan(request, id);
      refuse(request, drawn.plan().refusals());
      Running running = new Running(fresh(id, request), drawn.blows());
      all.put(id, running);
      forget();
      if (drawn.plan().people() > 1) {
        events.asked(running);
        return running.injection;
      }
      return begin(running);
    } finally {
      ordering.unlock();
    }
  }

  private void refuse(FaultRequest request, List<Refusal> refusals) {
    if (!refusals.isEmpty()) {
      events.refused(request, refusals);
      throw new FaultRefusedException(refusals);
    }
  }

  private Injection fresh(String id, FaultRequest request) {
    Instant now = clock.instant();
    return new Injection(
        id,
        request,
        Injection.State.PENDING,
        now,
        now.plus(request.lease()),
        now.plus(request.lasting()),
        List.of(),
        "");
  }

  @Override
  public Optional<Injection> approve(String id, String by) {
    Running running = all.get(id);
    if (running == null) {
      return Optional.empty();
    }
    ordering.lock();
    try {
      if (running.injection.state() != Injection.State.PENDING) {
        return Optional.of(running.injection);
      }
      FaultRequest request = running.injection.request();
      List<Refusal> against = new ArrayList<>();
      if (request.by().equals(by)) {
        against.add(
            new Refusal(
                "two_people",
                "%s has asked for it (expected: somebody else's yes, with a token of their own)"
                    .formatted(by)));
      }
      if (clock.instant().isAfter(running.injection.since().plus(APPROVAL))) {
        against.add(new Refusal("too_late", "it was asked for over 15 minutes ago. Fix: ask anew"));
      }
      Drawn drawn = plan(request, id);
      against.addAll(drawn.plan().refusals());
      if (against.isEmpty() && !drawn.blows().equals(running.blows)) {
        against.add(
            new Refusal("changed", "the targets are others than when it was asked. Fix: ask anew"));
      }
      refuse(request, against);
      events.approved(running, by);
      return Optional.of(begin(running));
    } finally {
      ordering.unlock();
    }
  }

  private Injection begin(Running running) {
    running.lock.lock();
    try {
      FaultRequest request = running.injection.request();
      Instant start = clock.instant();
      Crew.Outcome outcome = crew.inject(hosts.get(), running.blows);
      Instant now = clock.instant();
      if (!outcome.problems().isEmpty()) {
        Crew.Outcome undone = crew.heal(hosts.get(), running.blows);
        running.injection =
            running.with(
                undone.allClean() ? Injection.State.FAILED : Injection.State.UNPROVED,
                outcome.effects(),
                now,
                "not effective: " + String.join("; ", outcome.problems()));
        events.ended(running, "fault.failed", request.by());
        return running.injection;
      }
      running.injection =
          new Injection(
              running.injection.id(),
              request,
              Injection.State.ACTIVE,
              now,
              start.plus(request.lease()),
              now.plus(request.lasting()),
              outcome.effects(),
              "");
      running.nextRenewal = start.plus(Guards.renewEvery(request.lease()));
      events.injected(running);
      return running.injection;
    } finally {
      running.lock.unlock();
    }
  }

  @Override
  public Optional<Injection> extend(String id, Duration lasting) {
    Running running = all.get(id);
    if (running == null || lasting.isNegative()) {
      return Optional.empty();
    }
    running.lock.lock();
    try {
      if (running.injection.state() != Injection.State.ACTIVE) {
        return Optional.empty();
      }
      Injection now = running.injection;
      Instant ends = clock.instant().plus(lasting);
      running.injection =
          new Injection(
              now.id(),
              now.request(),
              now.state(),
              now.since(),
              now.until(),
              ends,
              now.effects(),
              "");
      return Optional.of(running.injection);
    } finally {
      running.lock.unlock();
    }
  }

  @Override
  public Optional<Injection> heal(String id, String by, String reason) {
    Running running = all.get(id);
    return running == null
        ? Optional.empty()
        : Optional.of(ending.end(running, "fault.healed", by, reason));
  }

  @Override
  public Optional<Injection> find(String id) {
    return Optional.ofNullable(all.get(id)).map(r -> r.injection);
  }

  @Override
  public List<Injection> list() {
    return all.values().stream().sorted(newestFirst()).map(r -> r.injection).toList();
  }

  private static Comparator<Running> newestFirst() {
    return Comparator.comparing((Running r) -> !r.isOpen())
        .thenComparing(r -> r.injection.since(), Comparator.reverseOrder());
  }

  /** The agents keep it, too: they refuse whoever asks them. */
  @Override
  public List<Injection> stop(String by, String reason) {
    stopped.set("stopped by " + by + ": " + reason);
    events.lever("fault.stopped", by, reason);
    List<Injection> ended =
        crew.each(
            all.values().stream().filter(Running::isOpen).toList(),
            r -> ending.end(r, "fault.stopped", by, "stopped: " + reason));
    crew.stop(hosts.get(), reason);
    return ended;
  }

  @Override
  public void resume(String by) {
    stopped.set("");
    crew.resume(hosts.get());
    events.lever("fault.resumed", by, "faults may be ordered again");
  }

  @Override
  public String stopped() {
    return stopped.why();
  }

  /** Whether an SLO may end something that is on. */
  public boolean isEndedBy(Slo slo) {
    return all.values().stream().anyMatch(r -> r.isOpen() && r.isEndedBy(slo));
  }

  /** Renews what may go on and ends what may not; called several times a second. */
  public void tick() {
    upkeep.tick(all.values());
  }

  /** Nothing is healed: the leases do that, and a restart is no reason to stop an experiment. */
  @Override
  public void close() {
    upkeep.close();
  }

  private String newId() {
    byte[] bytes = new byte[5];
    random.nextBytes(bytes);
    return "f-" + HexFormat.of().formatHex(bytes);
  }

  private void forget() {
    all.values().stream()
        .filter(r -> !r.isOpen() && r.injection.state() != Injection.State.PENDING)
        .sorted(newestFirst())
        .skip(REMEMBERED)
        .toList()
        .forEach(r -> all.remove(r.injection.id()));
  }
}
