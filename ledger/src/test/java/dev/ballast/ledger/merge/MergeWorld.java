// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

import dev.ballast.ledger.merge.Replica.Mistake;
import dev.ballast.stats.consistency.Account;
import dev.ballast.stats.consistency.Accounting;
import dev.ballast.stats.consistency.Evidence;
import dev.ballast.stats.consistency.Operation;
import dev.ballast.testkit.sim.SimClock;
import dev.ballast.testkit.sim.SimDisk;
import dev.ballast.testkit.sim.SimNetwork;
import dev.ballast.testkit.sim.Simulation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Three replicas that exchange their states, and clients that write down what they were told. When
 * the script is over everything is mended, and all must be equal and every write accounted for.
 */
final class MergeWorld {

  private static final long EXCHANGE = 90;
  private static final int ROUNDS = 30;

  private final Simulation simulation;
  private final SimNetwork network;
  private final List<Replica> replicas = new ArrayList<>();
  private final List<SimClock> clocks = new ArrayList<>();
  private final Map<String, List<Operation>> told = new TreeMap<>();
  private final Set<String> waiting = new HashSet<>();
  private boolean paused;
  private long number;

  private MergeWorld(long seed, Mistake mistake) {
    simulation = new Simulation(seed);
    network = new SimNetwork(simulation, 40, 0.1, 0.1);
    boolean lies =
        mistake == Mistake.LOST_FSYNC || mistake == Mistake.SAME_INCARNATION_AND_LOST_FSYNC;
    for (int site = 0; site < Step.REPLICAS; site++) {
      SimClock clock = new SimClock(simulation, 1 + (site - 1) * 0.001);
      clocks.add(clock);
      replicas.add(new Replica(site, mistake, clock, new SimDisk<>(simulation.random(), lies)));
    }
  }

  static void play(long seed, List<Step> script, Mistake mistake) {
    new MergeWorld(seed, mistake).play(script);
  }

  private void play(List<Step> script) {
    script.forEach(step -> simulation.after(step.at(), () -> act(step)));
    for (int site = 0; site < Step.REPLICAS; site++) {
      exchange(site);
    }
    simulation.runUntil(Step.LENGTH + 1_000);
    mend();
    for (int round = 0; round < ROUNDS && !equal(); round++) {
      simulation.runUntil(simulation.now() + EXCHANGE);
    }
    if (!equal()) {
      throw new AssertionError("replicas differ: " + replicas.stream().map(this::shown).toList());
    }
    account("register", Accounting.Shape.REGISTER);
    account("tags", Accounting.Shape.SET);
    account("likes", Accounting.Shape.COUNTER);
    for (int key = 0; key < 3; key++) {
      account("map/" + key, Accounting.Shape.REGISTER);
    }
  }

  private void exchange(int site) {
    simulation.after(
        EXCHANGE + simulation.random().nextLong(20),
        () -> {
          Replica here = replicas.get(site);
          if (here.up() && !paused) {
            int peer = (site + 1 + simulation.random().nextInt(Step.REPLICAS - 1)) % Step.REPLICAS;
            var sent = here.states();
            network.send(site, peer, () -> replicas.get(peer).receive(sent));
          }
          exchange(site);
        });
  }

  /** Whole links, right clocks, everybody up; and time for what was written far ahead. */
  private void mend() {
    network.mendAll();
    clocks.forEach(clock -> clock.skew(0));
    replicas.stream().filter(replica -> !replica.up()).forEach(Replica::start);
    long wrong = clocks.isEmpty() ? 0 : Step.WRONG_CLOCK;
    if (replicas.stream()
        .anyMatch(replica -> replica.now().millis() > clocks.getFirst().millis() + 1_000)) {
      simulation.runUntil(simulation.now() + wrong);
    }
  }

  private boolean equal() {
    return replicas.stream().map(MergeWorld::bytes).distinct().count() == 1;
  }

  private static Map<String, ByteBuffer> bytes(Replica replica) {
    Map<String, ByteBuffer> bytes = new TreeMap<>();
    replica.states().forEach((key, state) -> bytes.put(key, ByteBuffer.wrap(state)));
    return bytes;
  }

  private Map<String, String> shown(Replica replica) {
    Map<String, String> shown = new TreeMap<>();
    replica.states().forEach((key, bytes) -> shown.put(key, Encoding.decode(bytes).toString()));
    return shown;
  }

  private void act(Step step) {
    Replica replica = replicas.get(step.replica());
    int other = (step.replica() + 1) % Step.REPLICAS;
    switch (step.kind()) {
      case CRASH -> {
        if (replica.up()) {
          replica.crash();
          simulation.after(
              50 + 100L * step.amount(),
              () -> {
                if (!replica.up()) {
                  replica.start();
                }
              });
        }
      }
      case CUT_ONE_WAY -> cut(step.replica(), other, step.amount());
      case ISOLATE -> {
        for (int peer = 0; peer < Step.REPLICAS; peer++) {
          if (peer != step.replica()) {
            cut(step.replica(), peer, step.amount());
            cut(peer, step.replica(), step.amount());
          }
        }
      }
      case SKEW -> clocks.get(step.replica()).skew(step.amount());
      default -> {
        if (replica.up()) {
          write(step, replica);
        }
      }
    }
  }

  private void cut(int from, int to, long millis) {
    network.cut(from, to);
    simulation.after(millis, () -> network.mend(from, to));
  }

  private void write(Step step, Replica replica) {
    Stamp now = replica.now();
    String value = "v" + number++;
    String element = String.valueOf(step.amount());
    switch (step.kind()) {
      case WRITE ->
          change(
              replica,
              now,
              "register",
              "register",
              "write",
              value,
              s -> ((Register) s).write(now, value));
      case PUT ->
          change(
              replica,
              now,
              "map",
              "map/" + element,
              "write",
              value,
              s -> ((LwwMap) s).put(now, element, value));
      case REMOVE ->
          change(
              replica,
              now,
              "map",
              "map/" + element,
              "write",
              Operation.NULL,
              s -> ((LwwMap) s).remove(now, element));
      case LIKE ->
          change(
              replica,
              now,
              "likes",
              "likes",
              "add",
              String.valueOf(step.amount() - 1),
              s -> ((Counter) s).add(now.origin(), step.amount() - 1));
      case TAG ->
          change(
              replica,
              now,
              "tags",
              "tags",
              "add",
              element,
              s -> ((AddWinsSet) s).add(now, element));
      case UNTAG ->
          change(
              replica,
              now,
              "tags",
              "tags",
              "remove",
              element,
              s -> ((AddWinsSet) s).remove(element));
      case NOTE ->
          change(replica, now, "note", "", "write", value, s -> ((MultiValue) s).write(now, value));
      case EDIT ->
          change(
              replica,
              now,
              "document",
              "",
              "write",
              value,
              s -> ((Document) s).put(now, "f" + element, value));
      default ->
          change(replica, now, "document", "", "write", value, s -> ((Document) s).delete(now));
    }
  }

  /**
   * Acknowledged when it is on the disk, some milliseconds later; a crash before leaves it open.
   */
  private void change(
      Replica replica,
      Stamp now,
      String key,
      String account,
      String name,
      String value,
      UnaryOperator<Lattice> change) {
    long life = replica.life();
    String client = now.origin() + "/" + life + "/" + account;
    if (!waiting.add(client)) {
      return; // one operation at a time
    }
    replica.change(key, change, now);
    long id = number++;
    long start = number++;
    List<Operation> here = told.computeIfAbsent(account, a -> new ArrayList<>());
    here.add(operation(id, now, account, name, value, start, start, false));
    simulation.after(
        simulation.random().nextLong(6),
        () -> {
          if (replica.up() && replica.life() == life) {
            replica.disk().sync();
            waiting.remove(client);
            if (name.equals("remove")) {
              return; // it promises only what it had seen, which is not what the clock says
            }
            here.removeIf(o -> o.number() == id);
            here.add(operation(id, now, account, name, value, start, number++, true));
          }
        });
  }

  private static Operation operation(
      long id, Stamp now, String key, String name, String value, long start, long end, boolean ok) {
    return new Operation(
        id, now.origin().toString(), key, name, value, Operation.NULL, start, end, ok);
  }

  private void account(String key, Accounting.Shape shape) {
    List<Operation> operations = told.getOrDefault(key, List.of());
    List<Evidence.Final> finals = new ArrayList<>();
    List<Evidence.Told> journal = new ArrayList<>();
    for (Replica replica : replicas) {
      finals.add(new Evidence.Final("r" + finals.size(), key, values(key, replica)));
      for (Loss loss : replica.journal()) {
        if (loss instanceof Loss.Overwritten lost && lost.place().equals(key)) {
          journal.add(
              new Evidence.Told(
                  key,
                  lost.content() instanceof Content.Text(String text) ? text : Operation.NULL));
        }
      }
    }
    Account account = new Accounting(shape).check(new Evidence(operations, finals, journal));
    if (!account.complete()) {
      throw new AssertionError(account.findings().getFirst().toString());
    }
  }

  private static List<String> values(String key, Replica replica) {
    return switch (key) {
      case "register" -> List.of(text(((Register) replica.state(key)).content()));
      case "tags" -> List.copyOf(((AddWinsSet) replica.state(key)).elements());
      case "likes" -> List.of(String.valueOf(((Counter) replica.state(key)).value()));
      default -> {
        String live = ((LwwMap) replica.state("map")).live().get(key.substring(4));
        yield List.of(live == null ? Operation.NULL : live);
      }
    };
  }

  private static String text(Content content) {
    return content instanceof Content.Text(String text) ? text : Operation.NULL;
  }
}
