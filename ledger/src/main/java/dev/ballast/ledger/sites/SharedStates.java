// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.sites;

import dev.ballast.ledger.Documents;
import dev.ballast.ledger.LedgerException;
import dev.ballast.ledger.Limits;
import dev.ballast.ledger.merge.AddWinsSet;
import dev.ballast.ledger.merge.Counter;
import dev.ballast.ledger.merge.Document;
import dev.ballast.ledger.merge.Encoding;
import dev.ballast.ledger.merge.HybridClock;
import dev.ballast.ledger.merge.Lattice;
import dev.ballast.ledger.merge.Loss;
import dev.ballast.ledger.merge.LwwMap;
import dev.ballast.ledger.merge.MalformedStateException;
import dev.ballast.ledger.merge.MultiValue;
import dev.ballast.ledger.merge.Register;
import dev.ballast.ledger.merge.Seen;
import dev.ballast.ledger.merge.Stamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * States by key, on this site's disk and, a moment later, everywhere. A change is durable here when
 * it returns and waits for nobody else. Safe for use by several threads.
 */
public final class SharedStates {

  /*
   * The carrier may repeat, reorder and lose; what makes the sites equal is the merge alone. Ours and theirs are joined, and what theirs
   * lacked is published again, so both sides end with the join of both. A state that this version cannot read is neither taken nor
   * answered: answering it would have two versions write over each other for ever.
   */

  static final String KIND = "shared";

  private static final Logger log = LoggerFactory.getLogger(SharedStates.class);
  private static final int STRIPES = 64;
  private static final int MOST_WAITING = 10_000;

  private final Disk disk;
  private final LossBook losses;
  private final HybridClock clock;
  private final Function<String, @Nullable String> skewed;
  private final BiConsumer<String, byte[]> publish;
  private final Map<String, Entry> states = new ConcurrentHashMap<>();
  private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
  private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];
  private final AtomicLongArray parts = new AtomicLongArray(Parts.COUNT);
  private final AtomicLong unreadable = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();

  /** A change of one state at the time of a stamp. */
  @FunctionalInterface
  public interface Change<T extends Lattice> {
    T apply(T state, Stamp now);
  }

  /** What is here of one key, with the number of its changes at this site. */
  @SuppressWarnings("ArrayRecordComponent") // never changed, and compared by Arrays.equals
  record Entry(Lattice state, byte[] bytes, long version) {}

  /** A state that may not be merged yet. */
  @SuppressWarnings("ArrayRecordComponent") // never changed nor compared
  private record Waiting(byte[] bytes, String why) {}

  SharedStates(
      Documents documents,
      LossBook losses,
      HybridClock clock,
      Function<String, @Nullable String> skewed,
      BiConsumer<String, byte[]> publish) {
    this.disk = new Disk(documents);
    this.losses = losses;
    this.clock = clock;
    this.skewed = skewed;
    this.publish = publish;
    Arrays.setAll(stripes, _ -> new ReentrantLock());
    disk.all()
        .forEach(
            (key, entry) -> {
              states.put(key, entry);
              parts.addAndGet(Parts.of(key), hash(key, entry.bytes));
            });
  }

  /** The newest stamp on a disk, which a clock has to go on after. */
  static Stamp newest(Documents documents) {
    Stamp newest = Stamp.NEVER;
    for (Entry entry : new Disk(documents).all().values()) {
      Stamp latest = Lattice.stamps(entry.state).latest();
      newest = latest.packed() > newest.packed() ? latest : newest;
    }
    return newest;
  }

  public @Nullable Lattice get(String key) {
    Entry entry = states.get(key);
    return entry == null ? null : entry.state;
  }

  /**
   * Changes a state.
   *
   * @param initial the state before the first change, which tells its kind
   * @throws IllegalArgumentException when the key has a state of another kind
   * @throws LedgerException when this site's disk refuses; nothing was changed
   */
  public <T extends Lattice> T change(String key, T initial, Change<T> change) {
    return change(key, initial, change, 1);
  }

  /** Adds so much to the number of changes: nothing for one that leaves nobody a state to see. */
  <T extends Lattice> T change(String key, T initial, Change<T> change, int counted) {
    Limits.name("shared key", key);
    return locked(
        key,
        () -> {
          Entry old = states.get(key);
          Lattice before = old == null ? initial : old.state;
          if (!before.getClass().equals(initial.getClass())) {
            throw new IllegalArgumentException(
                "shared %s: a %s (expected: a %s, as it was)"
                    .formatted(
                        key,
                        initial.getClass().getSimpleName(),
                        before.getClass().getSimpleName()));
          }
          @SuppressWarnings("unchecked") // of the class that was just compared, which is final
          T same = (T) before;
          T after = change.apply(same, clock.next());
          if (old == null || !after.equals(same)) {
            Entry entry = keep(key, old, after, Encoding.encode(after), counted);
            publish.accept(key, entry.bytes);
          }
          return after;
        });
  }

  /** What is here under a key with the number of its changes; for whoever compares and sets. */
  @Nullable Entry entry(String key) {
    return states.get(key);
  }

  /** All keys that begin so. */
  List<String> keys(String prefix) {
    return states.keySet().stream().filter(key -> key.startsWith(prefix)).sorted().toList();
  }

  /** Runs while nothing else changes the key. */
  <R extends @Nullable Object> R locked(String key, Supplier<R> does) {
    ReentrantLock lock = stripes[Math.floorMod(key.hashCode(), STRIPES)];
    lock.lock();
    try {
      return does.get();
    } finally {
      lock.unlock();
    }
  }

  /** Takes what came from another site; never throws. */
  void received(String key, byte[] theirs) {
    try {
      String why = this.<@Nullable String>locked(key, () -> take(key, theirs));
      if (why == null) {
        waiting.remove(key);
      } else {
        hold(key, theirs, why);
      }
    } catch (RuntimeException bug) {
      log.atError()
          .setCause(bug)
          .addKeyValue("event", "shared.merge_failed")
          .addKeyValue("key", key)
          .log("a state from another site was not merged");
    }
  }

  /** Null when it is done with; else why it has to wait. */
  private @Nullable String take(String key, byte[] theirs) {
    Entry ours = states.get(key);
    if (ours != null && Arrays.equals(ours.bytes, theirs)) {
      return null;
    }
    Lattice incoming;
    try {
      incoming = Encoding.decode(theirs);
    } catch (MalformedStateException e) {
      unreadable.incrementAndGet();
      return write(
          List.of(
              new Loss.Poisoned(
                  key, HexFormat.of().formatHex(theirs), String.valueOf(e.getMessage()))));
    }
    Seen stamps = Lattice.stamps(incoming);
    String refused = refused(incoming, stamps, ours);
    if (refused != null) {
      return refused;
    }
    if (!(clock.receive(stamps) instanceof HybridClock.Receipt.Taken)) {
      return clock.receive(stamps).toString();
    }
    List<Loss> lost = new ArrayList<>();
    Lattice merged =
        ours == null
            ? incoming
            : Lattice.merge(ours.state, incoming, loss -> lost.add(loss.under(key)));
    String unwritten = write(lost);
    if (unwritten != null) {
      return unwritten;
    }
    byte[] bytes = Encoding.encode(merged);
    if (ours == null || !Arrays.equals(bytes, ours.bytes)) {
      try {
        keep(key, ours, merged, bytes, 1);
      } catch (LedgerException e) {
        return String.valueOf(e.getMessage());
      }
    }
    if (!Arrays.equals(bytes, theirs)) {
      publish.accept(key, bytes);
    }
    return null;
  }

  /** Where the last write wins, clocks must be known to be near; counters and sets need none. */
  private @Nullable String refused(Lattice incoming, Seen stamps, @Nullable Entry ours) {
    boolean byClock =
        switch (incoming) {
          case Register _, LwwMap _, Document _ -> true;
          case Counter _, AddWinsSet _, MultiValue _ -> false;
        };
    if (!byClock) {
      return null;
    }
    Seen known = ours == null ? Seen.NOTHING : Lattice.stamps(ours.state);
    for (var newest : stamps.newest().entrySet()) {
      if (!known.covers(Stamp.of(newest.getValue(), newest.getKey()))) {
        String why = skewed.apply(newest.getKey().site());
        if (why != null) {
          return why;
        }
      }
    }
    return null;
  }

  /** What is lost is on the disk before it is let go. Null when it is. */
  private @Nullable String write(List<Loss> lost) {
    try {
      lost.forEach(losses::write);
      return null;
    } catch (LedgerException e) {
      return "the journal of losses: " + e.getMessage();
    }
  }

  private Entry keep(String key, @Nullable Entry old, Lattice state, byte[] bytes, int counted) {
    Entry entry = new Entry(state, bytes, old == null ? 1 : old.version + counted);
    disk.write(key, entry);
    states.put(key, entry);
    parts.addAndGet(Parts.of(key), hash(key, bytes) - (old == null ? 0 : hash(key, old.bytes)));
    return entry;
  }

  private void hold(String key, byte[] theirs, String why) {
    if (waiting.size() >= MOST_WAITING && !waiting.containsKey(key)) {
      dropped.incrementAndGet();
    } else if (waiting.put(key, new Waiting(theirs, why)) == null) {
      log.atWarn()
          .addKeyValue("event", "shared.waiting")
          .addKeyValue("key", key)
          .addKeyValue("why", why)
          .log("a state from another site may not be merged yet");
    }
  }

  /** Tries again what had to wait. */
  void retry() {
    Map.copyOf(waiting).forEach((key, one) -> received(key, one.bytes));
  }

  /** Sends everything: for a site that is new, or differs. */
  void publishAll() {
    states.forEach((key, entry) -> publish.accept(key, entry.bytes));
  }

  /** Equal where all states are equal, in whatever order they came. */
  public long digest() {
    return LongStream.of(parts().digests()).sum();
  }

  /** The same, part by part. */
  Parts parts() {
    return new Parts(IntStream.range(0, Parts.COUNT).mapToLong(parts::get).toArray());
  }

  /** The states here of all parts that differ from another site's. */
  Map<String, byte[]> ofDiffering(Parts theirs) {
    Parts ours = parts();
    Map<String, byte[]> differing = new TreeMap<>();
    states.forEach(
        (key, entry) -> {
          if (ours.differs(theirs, key)) {
            differing.put(key, entry.bytes);
          }
        });
    return differing;
  }

  public int size() {
    return states.size();
  }

  /** How many states wait to be merged, and why one of them does. */
  public Pending pending() {
    Map<String, Waiting> now = Map.copyOf(waiting);
    return new Pending(
        now.size(),
        dropped.get(),
        unreadable.get(),
        now.values().stream().map(Waiting::why).findFirst().orElse(""));
  }

  /**
   * States from elsewhere that are not merged.
   *
   * @param dropped those for which there was no room; their sites send again
   * @param unreadable since the start: garbage, or of another version
   */
  public record Pending(int waiting, long dropped, long unreadable, String why) {}

  /** A sum over keys: each change takes its old part out and puts its new one in. */
  private static long hash(String key, byte[] bytes) {
    long hash = 1125899906842597L;
    for (int i = 0; i < key.length(); i++) {
      hash = mix(hash ^ key.charAt(i));
    }
    for (byte one : bytes) {
      hash = mix(hash ^ one);
    }
    return hash;
  }

  /** The finisher of SplitMix64 (Steele, Lea and Flood 2014). */
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
