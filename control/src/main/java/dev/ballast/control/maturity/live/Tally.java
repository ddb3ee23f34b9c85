// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity.live;

import dev.ballast.control.maturity.Fact.Measured;
import dev.ballast.model.Event;
import dev.ballast.model.maturity.Proof;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts things that did or did not, and keeps what shows it: what is bad comes first. */
final class Tally {

  private static final int PROOFS = 3;
  private static final int LONGEST = 240;

  private final List<Proof> hits = new ArrayList<>();
  private final List<Proof> misses = new ArrayList<>();
  private final List<Double> values = new ArrayList<>();
  private final boolean harm;

  /** Of things that should happen. */
  Tally() {
    this(false);
  }

  private Tally(boolean harm) {
    this.harm = harm;
  }

  /** Of things that should not happen. */
  static Tally ofHarm() {
    return new Tally(true);
  }

  void add(boolean hit, Proof proof) {
    (hit ? hits : misses).add(proof);
  }

  void add(boolean hit, Event event) {
    add(hit, proof(event));
  }

  /** How long something took. */
  void add(Duration took, Proof proof) {
    hits.add(proof);
    values.add(Math.max(0, took.toMillis() / 1000.0));
  }

  static Proof proof(Event event) {
    String text = event.text().isEmpty() ? event.name() : event.text();
    return Proof.event(
        event.sequence(),
        event.at(),
        text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text);
  }

  List<Proof> hits() {
    return List.copyOf(hits);
  }

  int of() {
    return hits.size() + misses.size();
  }

  /** Which share did; null of none. */
  @Nullable Measured share(String what) {
    return of() == 0
        ? null
        : measured((double) hits.size() / of(), "%d of %d %s".formatted(hits.size(), of(), what));
  }

  /** How many did; null when nothing would have been able to. */
  @Nullable Measured count(String what) {
    return of() == 0 ? null : measured(hits.size(), hits.size() + " " + what);
  }

  /** Half of them took at most so long; null of none. */
  @Nullable Measured median(String what) {
    if (values.isEmpty()) {
      return null;
    }
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return measured(sorted.get((sorted.size() - 1) / 2), what + ", over " + sorted.size());
  }

  private Measured measured(double value, String text) {
    Instant newest =
        Stream.concat(hits.stream(), misses.stream())
            .map(Proof::at)
            .max(Comparator.naturalOrder())
            .orElseThrow();
    List<Proof> shown =
        Stream.concat(newest(harm ? hits : misses), newest(harm ? misses : hits))
            .limit(PROOFS)
            .toList();
    return new Measured(value, of(), newest, shown, text);
  }

  private static Stream<Proof> newest(List<Proof> proofs) {
    return proofs.stream().sorted(Comparator.comparing(Proof::at).reversed());
  }
}
