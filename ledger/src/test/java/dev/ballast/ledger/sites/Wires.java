// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.sites;

import dev.ballast.ledger.Documents;
import dev.ballast.ledger.memory.MemoryLedger;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Sites in this process, on wires that are cut one way or both; nothing moves but by the test. */
final class Wires {

  @SuppressWarnings("ArrayRecordComponent") // never changed nor compared
  private record Message(String from, String to, String key, byte[] state) {}

  private final List<String> names;
  private final Map<String, Carrier.Receiver> receivers = new TreeMap<>();
  private final Map<String, Documents> disks = new TreeMap<>();
  private final Map<String, Site> sites = new TreeMap<>();
  private final Set<String> cuts = new HashSet<>();
  private final Deque<Message> messages = new ArrayDeque<>();
  private int moved;

  Wires(String... names) {
    this.names = List.of(names);
  }

  Site start(String name, InstantSource clock) {
    return start(name, clock, new MemoryLedger(clock).documents());
  }

  Site start(String name, InstantSource clock, Documents disk) {
    disks.put(name, disk);
    List<String> others = new ArrayList<>(names);
    others.remove(name);
    Site site = new Site(name, others, disk, new Wire(name), Line.NONE, clock);
    sites.put(name, site);
    receivers.forEach(
        (other, receiver) -> {
          if (!other.equals(name)) {
            receiver.joined(name);
          }
        });
    return site;
  }

  Documents disk(String name) {
    return Objects.requireNonNull(disks.get(name));
  }

  void cut(String from, String to) {
    cuts.add(from + ">" + to);
  }

  void mend() {
    cuts.clear();
  }

  /** Delivers what is on its way and what follows from it; what is cut off is lost. */
  void settle() {
    while (!messages.isEmpty()) {
      Message next = messages.removeFirst();
      if (!cuts.contains(next.from + ">" + next.to)) {
        moved++;
        Objects.requireNonNull(receivers.get(next.to)).received(next.key, next.state);
      }
    }
  }

  /** Seconds pass at all sites. */
  void tick(int times) {
    for (int i = 0; i < times; i++) {
      sites.values().forEach(Site::tick);
      settle();
    }
  }

  int moved() {
    return moved;
  }

  private final class Wire implements Carrier {

    private final String name;

    Wire(String name) {
      this.name = name;
    }

    @Override
    public void start(Receiver receiver) {
      receivers.put(name, receiver);
    }

    @Override
    public void publish(String key, byte[] state) {
      for (String other : receivers.keySet()) {
        if (!other.equals(name)) {
          messages.addLast(new Message(name, other, key, state));
        }
      }
    }

    @Override
    public Set<String> connected() {
      return Set.of();
    }

    @Override
    public void close() {
      receivers.remove(name);
    }
  }
}
