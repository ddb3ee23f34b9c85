// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything that can happen to three replicas in a few operations, each either a change of one
 * replica or the state of one merged into another. The wall clocks stand still, one is behind, so
 * that stamps differ by counter and origin only.
 */
final class SmallModel<T extends Lattice> {

  static final int REPLICAS = 3;

  private static final int MERGES = REPLICAS * (REPLICAS - 1);

  /** Changes a state; the index is that of the operation, to make texts that differ. */
  interface Change<T> {
    T apply(T state, Stamp now, int index);
  }

  /** One change that was made, and the changes whose effects its replica had when it was. */
  record Made(int index, int change, Stamp stamp, Set<Integer> visible) {}

  /** Looks at what became of a run: what was done, all replicas merged, every loss told. */
  interface Ending<T> {
    void look(List<Made> changes, T merged, List<Loss> losses);
  }

  private final T initial;
  private final List<Change<T>> changes;
  private final Ending<T> ending;
  private long runs;

  SmallModel(T initial, List<Change<T>> changes, Ending<T> ending) {
    this.initial = initial;
    this.changes = changes;
    this.ending = ending;
  }

  /** Checks the laws after every sequence of at most so many operations; returns how many. */
  long check(int operations) {
    walk(new int[operations], 0);
    return runs;
  }

  private void walk(int[] sequence, int length) {
    run(sequence, length);
    if (length < sequence.length) {
      for (int next = 0; next < REPLICAS * changes.size() + MERGES; next++) {
        sequence[length] = next;
        walk(sequence, length + 1);
      }
    }
  }

  private void run(int[] sequence, int length) {
    runs++;
    Replicas replicas = new Replicas();
    for (int i = 0; i < length; i++) {
      replicas.operate(sequence[i], i);
    }
    replicas.laws();
    ending.look(replicas.made, replicas.merged(), replicas.journal.losses());
  }

  private T merge(T a, T b, Losses losses) {
    Lattice merged = Lattice.merge(a, b, losses);
    @SuppressWarnings("unchecked") // merging keeps the kind
    T same = (T) merged;
    return same;
  }

  private T merge(T a, T b) {
    return merge(a, b, Losses.IGNORED);
  }

  private final class Replicas {
    private final List<T> states = new ArrayList<>();
    private final List<HybridClock> clocks = new ArrayList<>();
    private final List<Stamp> newest = new ArrayList<>();
    private final List<Set<Integer>> visible = new ArrayList<>();
    private final List<Made> made = new ArrayList<>();
    private final Journal journal = new Journal(1_000);

    Replicas() {
      for (int i = 0; i < REPLICAS; i++) {
        FakeClock wall = FakeClock.at(FakeClock.START.minus(Duration.ofMillis(i == 2 ? 200 : 0)));
        clocks.add(new HybridClock(wall, new Origin("site-" + i, 1)));
        states.add(initial);
        newest.add(Stamp.NEVER);
        visible.add(new HashSet<>());
      }
    }

    void operate(int operation, int index) {
      if (operation < MERGES) {
        int to = operation / (REPLICAS - 1);
        int other = operation % (REPLICAS - 1);
        receive(to, other < to ? other : other + 1);
      } else {
        int choice = operation - MERGES;
        change(choice % REPLICAS, choice / REPLICAS, index);
      }
    }

    private void receive(int to, int from) {
      assertThat(clocks.get(to).receive(newest.get(from)))
          .isInstanceOf(HybridClock.Receipt.Taken.class);
      newest.set(to, later(newest.get(to), newest.get(from)));
      visible.get(to).addAll(visible.get(from));
      states.set(to, merge(states.get(to), states.get(from), journal));
    }

    private void change(int replica, int which, int index) {
      Stamp now = clocks.get(replica).next();
      T before = states.get(replica);
      T after = changes.get(which).apply(before, now, index);
      same("a change never goes back", merge(before, after), after);
      made.add(new Made(index, which, now, Set.copyOf(visible.get(replica))));
      visible.get(replica).add(index);
      newest.set(replica, now);
      states.set(replica, after);
    }

    void laws() {
      T a = states.get(0);
      T b = states.get(1);
      T c = states.get(2);
      for (T one : states) {
        same("idempotent", merge(one, one), one);
        for (T two : states) {
          T both = merge(one, two);
          same("commutative", merge(two, one), both);
          same("monotone", merge(both, one), both);
        }
      }
      T all = merge(merge(a, b), c);
      same("associative", merge(a, merge(b, c)), all);
      same("associative", merge(b, merge(a, c)), all);
      assertThat(Encoding.encode(merge(c, merge(b, a)))).isEqualTo(Encoding.encode(all));
    }

    private void same(String law, T actual, T expected) {
      if (!actual.equals(expected)) {
        throw new AssertionError(law + ": " + actual + " and " + expected + " after " + made);
      }
    }

    T merged() {
      return merge(merge(states.get(0), states.get(1), journal), states.get(2), journal);
    }

    private Stamp later(Stamp a, Stamp b) {
      return a.compareTo(b) >= 0 ? a : b;
    }
  }
}
