// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.deployment;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * The replicas of one version, and the one thread that brings them to the number that is wanted: it
 * starts and warms before the entry leads there, leads away before it ends, and starts again, at
 * the same port, what died. Everything that is shared is under this object's lock; starting and
 * ending happen outside it.
 */
final class Crew {

  private static final Duration LOOK_EVERY = Duration.ofMillis(250);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Version version;
  private final Machine machine;
  private final Entry entry;
  private final SparePorts ports;
  private final IntSupplier numbers;
  private final BlockingQueue<Boolean> bell = new ArrayBlockingQueue<>(1);
  private final List<Replica> replicas = new ArrayList<>();
  private final List<Replica> renewals = new ArrayList<>();
  private int wanted;
  private long revision = 1;
  private boolean retiring;
  private String problem = "";
  private Duration pause = Duration.ZERO;

  Crew(
      Version version,
      int wanted,
      Machine machine,
      Entry entry,
      SparePorts ports,
      IntSupplier numbers) {
    this.version = version;
    this.wanted = wanted;
    this.machine = machine;
    this.entry = entry;
    this.ports = ports;
    this.numbers = numbers;
  }

  /** What has to be done next. */
  private sealed interface Step {
    record Nothing() implements Step {}

    record Start() implements Step {}

    record Restart(Replica dead) implements Step {}

    record Renew(Replica old) implements Step {}

    record End(Replica surplus) implements Step {}

    record Over() implements Step {}
  }

  /** A replica that runs already and that the entry leads to. */
  synchronized void adopt(Replica replica) {
    replicas.add(replica);
  }

  Version version() {
    return version;
  }

  synchronized Deployment state() {
    return new Deployment(
        version,
        wanted,
        (int) replicas.stream().filter(Replica::isAlive).count(),
        revision,
        problem,
        replicas.stream().map(Deployment.Instance::of).toList());
  }

  /**
   * Asks for a number of replicas.
   *
   * @param expected the revision that the caller has seen; empty when he does not mind
   */
  synchronized Deployment want(int number, Optional<Long> expected) {
    require(expected);
    if (wanted != number) {
      wanted = number;
      revision++;
      pause = Duration.ZERO;
      bell.offer(true);
    }
    return state();
  }

  /**
   * Starts these anew, one after the other.
   *
   * @throws RefusedException when one of them is another process by now; nothing is begun then
   */
  synchronized Deployment renew(List<Deployment.Instance> seen) {
    require(Optional.empty());
    List<Replica> old = new ArrayList<>();
    for (Deployment.Instance one : seen) {
      old.add(
          replicas.stream()
              .filter(r -> Deployment.Instance.of(r).equals(one))
              .findFirst()
              .orElseThrow(
                  () ->
                      new RefusedException(
                          RefusedException.Why.OVERTAKEN,
                          "%s: process %d of %s is gone or another one (expected: as it was read). Fix: read it again"
                              .formatted(version, one.pid(), one.startedAt()))));
    }
    old.stream().filter(r -> !renewals.contains(r)).forEach(renewals::add);
    bell.offer(true);
    return state();
  }

  /** Nothing leads here any more; all replicas go, and then the crew does. */
  synchronized void retire() {
    retiring = true;
    wanted = 0;
    revision++;
    bell.offer(true);
  }

  private void require(Optional<Long> expected) {
    if (retiring) {
      throw new RefusedException(
          RefusedException.Why.CONFLICT, version + ": is being retired (expected: one that stays)");
    }
    if (expected.isPresent() && expected.get() != revision) {
      throw new RefusedException(
          RefusedException.Why.OVERTAKEN,
          "%s: revision %d (expected: %d, which it is now). Fix: read it again"
              .formatted(version, expected.get(), revision));
    }
  }

  /** Works until it has retired or is interrupted. */
  void work(Runnable retired) {
    try {
      while (true) {
        switch (next()) {
          case Step.Nothing() -> await(LOOK_EVERY);
          case Step.Start() -> attempt(this::start);
          case Step.Restart(Replica dead) -> attempt(() -> restart(dead));
          case Step.Renew(Replica old) -> attempt(() -> renew(old));
          case Step.End(Replica surplus) -> attempt(() -> end(surplus));
          case Step.Over() -> {
            if (attempt(() -> entry.close(version))) { // A start may have told it of us since.
              retired.run();
              return;
            }
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Step next() {
    Optional<Replica> dead = replicas.stream().filter(r -> !r.isAlive()).findFirst();
    if (replicas.size() > wanted) {
      return new Step.End(dead.orElseGet(replicas::getLast));
    }
    if (retiring) {
      return new Step.Over();
    }
    if (dead.isPresent()) {
      return new Step.Restart(dead.get());
    }
    renewals.retainAll(replicas);
    if (!renewals.isEmpty()) {
      return new Step.Renew(renewals.getFirst());
    }
    return replicas.size() < wanted ? new Step.Start() : new Step.Nothing();
  }

  /** Something may have changed, or it is time to look whether something died. */
  private void await(Duration time) throws InterruptedException {
    bell.poll(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private boolean attempt(Work work) throws InterruptedException {
    try {
      work.run();
      synchronized (this) {
        problem = "";
        pause = Duration.ZERO;
      }
      return true;
    } catch (IOException | RefusedException e) {
      Duration rest;
      synchronized (this) {
        problem = "" + e.getMessage();
        Duration doubled = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        rest = pause;
      }
      await(rest);
      return false;
    }
  }

  private void start() throws IOException, InterruptedException {
    int port = ports.take();
    try {
      Replica replica = machine.start(version, numbers.getAsInt(), port);
      List<Replica> all = new ArrayList<>(present());
      all.add(replica);
      try {
        entry.lead(version, portsOf(all));
      } catch (IOException | RefusedException e) {
        replica.finish();
        throw e;
      }
      synchronized (this) {
        replicas.add(replica);
      }
    } catch (IOException | RefusedException | InterruptedException e) {
      ports.giveBack(port);
      throw e;
    }
  }

  private void restart(Replica dead) throws IOException, InterruptedException {
    entry.rest(version, dead.port(), true);
    Replica again = machine.start(version, dead.number(), dead.port());
    synchronized (this) {
      replicas.replaceAll(r -> r.equals(dead) ? again : r);
    }
    entry.rest(version, dead.port(), false);
  }

  /** Nothing new goes there, what is under way ends, then it is as if it had died. */
  private void renew(Replica old) throws IOException, InterruptedException {
    entry.rest(version, old.port(), true);
    old.finish();
    restart(old);
  }

  private void end(Replica surplus) throws IOException, InterruptedException {
    List<Replica> rest = present().stream().filter(r -> !r.equals(surplus)).toList();
    if (!isRetiring()) { // Then the entry has forgotten us already.
      entry.lead(version, portsOf(rest));
    }
    synchronized (this) {
      replicas.remove(surplus);
    }
    surplus.finish();
    ports.giveBack(surplus.port());
  }

  private synchronized boolean isRetiring() {
    return retiring;
  }

  private synchronized List<Replica> present() {
    return List.copyOf(replicas);
  }

  private static List<Integer> portsOf(List<Replica> replicas) {
    return replicas.stream().map(Replica::port).toList();
  }
}
