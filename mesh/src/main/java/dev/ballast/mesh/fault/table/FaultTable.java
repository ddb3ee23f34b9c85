// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.table;

import dev.ballast.mesh.gate.FaultGate;
import dev.ballast.mesh.lease.Lease;
import dev.ballast.mesh.lease.Leases;
import dev.ballast.mesh.time.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All faults of a mesh. None is there without a lease. What changes is a new snapshot for the
 * gates; whoever writes may say which revision they saw. Thread-safe.
 */
public final class FaultTable {

  /** Any revision will do. */
  public static final long ANY = -1;

  private static final Logger LOG = LoggerFactory.getLogger(FaultTable.class);
  private static final int MOST = 1_000;
  private static final int ENDED_KEPT = 100;

  private final Ticker ticker;
  private final Leases leases;
  private final Places places;
  private final Map<String, Armed> on = new LinkedHashMap<>();
  private final Deque<Ended> ended = new ArrayDeque<>();
  private long revision = 1;
  private volatile List<Armed> onRequests = List.of();
  private volatile List<Armed> onResponses = List.of();

  /** A fault that is on. */
  public record Shown(Fault fault, Lease lease, long hits) {}

  /** A fault that is over. */
  public record Ended(String id, String owner, String why, long hits) {}

  /** What is on and what was, at a revision. */
  public record State(long revision, List<Shown> on, List<Ended> ended) {
    public State {
      on = List.copyOf(on);
      ended = List.copyOf(ended);
    }
  }

  /** What became of a wish. */
  public sealed interface Answer {

    /** Done; {@code created} is false when it was so already and only its lease is new. */
    record Done(Shown fault, boolean created, long revision) implements Answer {}

    /** Somebody changed the faults since. */
    record Conflict(long revision) implements Answer {}

    record NotFound(String id) implements Answer {}

    record Refused(String why) implements Answer {}
  }

  public FaultTable(Leases leases, Ticker ticker) {
    this.leases = leases;
    this.ticker = ticker;
    this.places = new Places(ticker);
  }

  /** The gates of a mesh, one for each event loop. */
  public FaultGate.Factory gates() {
    return _ -> new RequestGate(this, ticker);
  }

  public synchronized State state() {
    List<Shown> shown = new ArrayList<>();
    for (Armed armed : on.values()) {
      leases.find(lease(armed.fault().id())).ifPresent(l -> shown.add(shown(armed, l)));
    }
    return new State(revision, shown, List.copyOf(ended));
  }

  public synchronized Optional<Shown> find(String id) {
    Armed armed = on.get(id);
    return armed == null
        ? Optional.empty()
        : leases.find(lease(id)).map(held -> shown(armed, held));
  }

  /** Turns a fault on. The same once more renews it, so that a lost answer may be asked again. */
  public synchronized Answer put(Fault fault, long expected) {
    if (expected != ANY && expected != revision) {
      return new Answer.Conflict(revision);
    }
    String problem = problem(fault);
    if (!problem.isEmpty()) {
      return new Answer.Refused(problem);
    }
    leases.expire();
    Armed present = on.get(fault.id());
    if (present != null) {
      return present.fault().equals(fault)
          ? renew(fault.id(), fault.owner(), fault.lease())
          : new Answer.Refused("id: " + fault.id() + " is another fault (expected: a new id)");
    }
    Armed armed = new Armed(fault, ticker.nanos() + fault.lease().toNanos());
    Lease lease =
        leases.grant(lease(fault.id()), fault.owner(), fault.lease(), () -> end(armed, "expired"));
    on.put(fault.id(), armed);
    changed();
    if (fault.effect() instanceof Effect.OnBytes) {
      places.put(armed);
    }
    log("fault.started", armed, fault.reason());
    return new Answer.Done(shown(armed, lease), true, revision);
  }

  /** What would be refused; empty when nothing. */
  public synchronized String problem(Fault fault) {
    if (on.size() >= MOST && !on.containsKey(fault.id())) {
      return "faults: more than " + MOST;
    }
    return leases.limits().problem(fault.lease());
  }

  /** Keeps a fault alive; only its owner can. */
  public synchronized Answer renew(String id, String owner, Duration length) {
    String problem = leases.limits().problem(length);
    if (!problem.isEmpty()) {
      return new Answer.Refused(problem);
    }
    Armed armed = on.get(id);
    if (armed == null) {
      return new Answer.NotFound(id);
    }
    if (!armed.fault().owner().equals(owner)) {
      return new Answer.Refused("owner: " + owner + " (expected: " + armed.fault().owner() + ")");
    }
    Optional<Lease> renewed = leases.renew(lease(id), length);
    if (renewed.isEmpty()) {
      return new Answer.NotFound(id);
    }
    armed.livesUntil(ticker.nanos() + length.toNanos());
    return new Answer.Done(shown(armed, renewed.get()), false, revision);
  }

  /** Turns a fault off. Anybody may: it lowers the risk. */
  public synchronized boolean remove(String id) {
    Armed armed = on.get(id);
    return armed != null && end(armed, "removed");
  }

  /** Turns off all, or all of an owner when the name is not empty; says how many. */
  public synchronized int removeAll(String owner) {
    List<Armed> over =
        on.values().stream()
            .filter(armed -> owner.isEmpty() || armed.fault().owner().equals(owner))
            .toList();
    over.forEach(armed -> end(armed, "removed"));
    return over.size();
  }

  List<Armed> onRequests() {
    return onRequests;
  }

  List<Armed> onResponses() {
    return onResponses;
  }

  Places places() {
    return places;
  }

  private synchronized boolean end(Armed armed, String why) {
    Fault fault = armed.fault();
    if (!on.remove(fault.id(), armed)) {
      return false;
    }
    leases.forget(lease(fault.id()));
    changed();
    places.remove(fault.id());
    ended.addFirst(new Ended(fault.id(), fault.owner(), why, armed.hits()));
    while (ended.size() > ENDED_KEPT) {
      ended.removeLast();
    }
    log("fault.ended", armed, why);
    return true;
  }

  private void changed() {
    revision++;
    onRequests = those(false);
    onResponses = those(true);
  }

  private List<Armed> those(boolean atResponse) {
    return on.values().stream()
        .filter(
            armed ->
                armed.fault().effect() instanceof Effect.OnRequests effect
                    && effect.atResponse() == atResponse)
        .toList();
  }

  private static Shown shown(Armed armed, Lease lease) {
    return new Shown(armed.fault(), lease, armed.hits());
  }

  private static String lease(String id) {
    return "fault/" + id;
  }

  private static void log(String event, Armed armed, String why) {
    LOG.atInfo()
        .addKeyValue("event", event)
        .addKeyValue("id", armed.fault().id())
        .addKeyValue("owner", armed.fault().owner())
        .addKeyValue("service", armed.fault().service())
        .addKeyValue("why", why)
        .log();
  }
}
