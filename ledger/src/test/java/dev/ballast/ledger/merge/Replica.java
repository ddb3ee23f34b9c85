// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

import dev.ballast.testkit.sim.SimClock;
import dev.ballast.testkit.sim.SimDisk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One site: states on a disk, changed by its clients and merged with those of its peers, as a store
 * built on these merges has to do it. Can be built with a mistake, for the tests of the test.
 */
final class Replica {

  /** A mistake that somebody could make. */
  enum Mistake {
    NONE,
    TIE_KEEPS_LOCAL,
    DROPPED_TOMBSTONE,
    LOST_FSYNC,
    SAME_INCARNATION_AND_LOST_FSYNC
  }

  static final Map<String, Lattice> INITIAL =
      Map.of(
          "register", Register.EMPTY,
          "map", LwwMap.EMPTY,
          "likes", Counter.ZERO,
          "tags", AddWinsSet.EMPTY,
          "note", MultiValue.EMPTY,
          "document", Document.ABSENT);

  private final int site;
  private final Mistake mistake;
  private final SimClock wall;
  private final SimDisk<Object> disk;
  private final SortedMap<String, byte[]> states = new TreeMap<>();
  private final List<Loss> journal = new ArrayList<>();
  private HybridClock clock;
  private boolean up;
  private long life;

  Replica(int site, Mistake mistake, SimClock wall, SimDisk<Object> disk) {
    this.site = site;
    this.mistake = mistake;
    this.wall = wall;
    this.disk = disk;
    clock = new HybridClock(wall, new Origin("site-" + site, 0));
    start();
  }

  boolean up() {
    return up;
  }

  /** Grows with each start: who waits for a sync of an earlier life waits in vain. */
  long life() {
    return life;
  }

  SimDisk<Object> disk() {
    return disk;
  }

  List<Loss> journal() {
    return journal;
  }

  void crash() {
    up = false;
    disk.crash();
  }

  /** Reads the disk and goes on as a new origin; nothing is served before that is on the disk. */
  void start() {
    states.clear();
    journal.clear();
    SortedMap<String, Object> found = disk.contents();
    long incarnation = found.get("incarnation") instanceof Long last ? last + 1 : 1;
    if (mistake == Mistake.SAME_INCARNATION_AND_LOST_FSYNC) {
      incarnation = 1;
    }
    Seen stamps = Seen.NOTHING;
    for (Map.Entry<String, Object> entry : found.entrySet()) {
      if (entry.getValue() instanceof byte[] bytes) {
        states.put(entry.getKey(), bytes);
        stamps = stamps.merge(Lattice.stamps(Encoding.decode(bytes)));
      } else if (entry.getValue() instanceof Loss loss) {
        journal.add(loss);
      }
    }
    clock =
        new HybridClock(
            wall, new Origin("site-" + site, incarnation), HybridClock.BOUND, stamps.latest());
    disk.write(Map.of("incarnation", incarnation));
    disk.sync();
    up = true;
    life++;
  }

  /** Changes one state and hands it to the disk; the caller syncs before it acknowledges. */
  Stamp change(String key, UnaryOperator<Lattice> change, Stamp now) {
    Lattice before = state(key);
    keep(key, Encoding.encode(change.apply(before)), List.of());
    return now;
  }

  Stamp now() {
    return clock.next();
  }

  Lattice state(String key) {
    byte[] bytes = states.get(key);
    return bytes == null ? INITIAL.getOrDefault(key, Register.EMPTY) : Encoding.decode(bytes);
  }

  /** All states as they are sent to a peer. */
  SortedMap<String, byte[]> states() {
    return new TreeMap<>(states);
  }

  /** Merges what a peer sent, unless its stamps are refused. */
  void receive(SortedMap<String, byte[]> sent) {
    if (!up) {
      return;
    }
    sent.forEach(
        (key, theirs) -> {
          byte[] mine = states.get(key);
          if (Arrays.equals(mine, theirs)) {
            return;
          }
          Seen stamps = Lattice.stamps(Encoding.decode(theirs));
          if (!(clock.receive(stamps) instanceof HybridClock.Receipt.Taken)) {
            return;
          }
          List<Loss> losses = new ArrayList<>();
          keep(key, merge(key, mine, theirs, losses), losses);
        });
  }

  private byte[] merge(String key, byte @Nullable [] mine, byte[] theirs, List<Loss> losses) {
    if (mistake == Mistake.TIE_KEEPS_LOCAL
        && mine != null
        && Encoding.decode(mine) instanceof Register here
        && Encoding.decode(theirs) instanceof Register there) {
      return there.stamp().packed() > here.stamp().packed() ? theirs : mine;
    }
    byte[] merged = ByteMerge.merge(key, mine, theirs, losses::add);
    if (merged == null) {
      throw new IllegalStateException("nothing to merge");
    }
    return merged;
  }

  private void keep(String key, byte[] bytes, List<Loss> losses) {
    byte[] kept = mistake == Mistake.DROPPED_TOMBSTONE ? withoutTombstones(bytes) : bytes;
    states.put(key, kept);
    Map<String, Object> batch = new HashMap<>();
    batch.put(key, kept);
    for (Loss loss : losses) {
      if (!journal.contains(loss)) {
        batch.put("journal/" + journal.size(), loss);
        journal.add(loss);
      }
    }
    disk.write(batch);
  }

  private static byte[] withoutTombstones(byte[] bytes) {
    if (!(Encoding.decode(bytes) instanceof LwwMap map)) {
      return bytes;
    }
    SortedMap<String, Register> live = new TreeMap<>(map.entries());
    live.values().removeIf(register -> register.content() instanceof Content.Deleted);
    return Encoding.encode(new LwwMap(live));
  }
}
