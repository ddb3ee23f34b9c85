// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.deployment;

import dev.ballast.shop.deployment.RefusedException.Why;
import dev.ballast.shop.topology.Node;
import dev.ballast.shop.topology.ServiceSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who runs what: deployments in the sense of Kubernetes, one for each version of a service in a
 * region. Orders are checked and written down at once; each deployment's own thread carries them
 * out. A second version beside the first gets no traffic until somebody gives it weight in the
 * mesh.
 */
public final class Orchestrator implements AutoCloseable {

  /** A replica is a JVM of 80 MB; two processors do not gain from more. */
  private static final int MOST_REPLICAS = 4;

  static final int LEAST_REPLICAS = 1;

  private final Machine machine;
  private final Entry entry;
  private final SparePorts ports;
  private final List<Crew> crews = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Map<Node, Integer> numbers = new HashMap<>();
  private boolean closed;

  /**
   * An orchestrator of nothing yet.
   *
   * @param spare the ports that it may give away
   */
  public Orchestrator(Machine machine, Entry entry, List<Integer> spare) {
    this(machine, entry, new SparePorts(spare));
  }

  Orchestrator(Machine machine, Entry entry, SparePorts ports) {
    this.machine = machine;
    this.entry = entry;
    this.ports = ports;
  }

  /** Takes over a replica that runs already and that the entry leads to. */
  public synchronized void adopt(Version version, Replica replica) {
    numbers.merge(version.node(), replica.number(), Math::max);
    Crew crew = crew(version, 1);
    crew.adopt(replica);
    begin(crew);
  }

  /** Everything that runs, in the order in which it came. */
  public synchronized List<Deployment> all() {
    return crews.stream().map(Crew::state).toList();
  }

  /** One that exists. */
  public synchronized Deployment one(Version version) {
    return find(version).state();
  }

  /** Asks for a number of replicas; does not wait for them. */
  public synchronized Deployment scale(Version version, int replicas, Optional<Long> expected) {
    require(version.node(), replicas);
    return find(version).want(replicas, expected);
  }

  /** Starts processes anew that are still those that were seen; does not wait for them. */
  public synchronized Deployment restart(Version version, List<Deployment.Instance> seen) {
    return find(version).renew(seen);
  }

  /** Starts a version beside those that run; it gets no traffic yet. */
  public synchronized Deployment deploy(Version version, int replicas) {
    require(version.node(), replicas);
    if (crews.stream().noneMatch(c -> c.version().node().equals(version.node()))) {
      throw unknown(version);
    }
    if (mostReplicas(version.node()) == 1) {
      throw single(version.node());
    }
    if (crews.stream().anyMatch(c -> c.version().equals(version))) {
      throw new RefusedException(
          Why.CONFLICT,
          version + ": is there already (expected: a new version). Fix: scale it instead");
    }
    Crew crew = crew(version, replicas);
    begin(crew);
    return crew.state();
  }

  /** Ends a version that gets no traffic; does not wait for its last process. */
  public synchronized Deployment retire(Version version) throws IOException, InterruptedException {
    Crew crew = find(version);
    if (crews.stream().filter(c -> c.version().node().equals(version.node())).count() == 1) {
      throw new RefusedException(
          Why.CONFLICT,
          version + ": is the only version (expected: another one). Fix: deploy its successor");
    }
    entry.close(version);
    crew.retire();
    return crew.state();
  }

  private Crew find(Version version) {
    return crews.stream()
        .filter(c -> c.version().equals(version))
        .findFirst()
        .orElseThrow(() -> unknown(version));
  }

  private RefusedException unknown(Version version) {
    List<String> known = crews.stream().map(c -> c.version().toString()).toList();
    return new RefusedException(
        Why.UNKNOWN,
        version + ": no such deployment (expected: one of " + String.join(", ", known) + ")");
  }

  /** Third parties are not ours, and a volume has one keeper. */
  static int mostReplicas(Node node) {
    boolean single =
        ServiceSpec.ALL.stream()
            .anyMatch(
                s -> s.name().equals(node.service()) && (!s.instrumented() || s.keepsJournal()));
    return single ? 1 : MOST_REPLICAS;
  }

  private static void require(Node node, int replicas) {
    if (replicas < LEAST_REPLICAS || replicas > MOST_REPLICAS) {
      throw new RefusedException(
          Why.INVALID,
          "replicas: "
              + replicas
              + " (expected: 1 to "
              + MOST_REPLICAS
              + "). Fix: to end a version, retire it");
    }
    if (replicas > mostReplicas(node)) {
      throw single(node);
    }
  }

  private static RefusedException single(Node node) {
    return new RefusedException(
        Why.CONFLICT,
        node + ": is a third party's or keeps files of its own (expected: no second process)");
  }

  private Crew crew(Version version, int wanted) {
    return new Crew(version, wanted, machine, entry, ports, () -> nextNumber(version.node()));
  }

  private synchronized int nextNumber(Node node) {
    return numbers.merge(node, 1, Integer::sum);
  }

  private void begin(Crew crew) {
    if (closed) {
      throw new RefusedException(Why.CONFLICT, "the shop is closing (expected: an open one)");
    }
    crews.add(crew);
    threads.add(
        Thread.ofVirtual()
            .name("crew " + crew.version())
            .start(() -> crew.work(() -> forget(crew))));
  }

  private synchronized void forget(Crew crew) {
    crews.remove(crew);
  }

  /** Nothing is started or ended any more; what runs goes on. */
  @Override
  public void close() throws InterruptedException {
    List<Thread> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(threads);
    }
    all.forEach(Thread::interrupt);
    for (Thread one : all) {
      one.join(1_000);
    }
  }
}
