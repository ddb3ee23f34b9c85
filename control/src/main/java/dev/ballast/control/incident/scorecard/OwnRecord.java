// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.scorecard;

import dev.ballast.control.incident.Incident;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often the cause was found, over one's own incidents.
 *
 * @param cases the newest first
 * @param unknown how many are over, and nobody has said what they were
 */
public record OwnRecord(List<KnownCase> cases, int unknown) {

  private static final int DEPTH = 5;

  public OwnRecord {
    cases = List.copyOf(cases);
  }

  public static OwnRecord of(Collection<Incident> incidents) {
    List<KnownCase> cases =
        incidents.stream()
            .map(KnownCase::of)
            .flatMap(Optional::stream)
            .sorted(Comparator.comparing(KnownCase::onset).thenComparing(KnownCase::incident))
            .toList()
            .reversed();
    long unknown =
        incidents.stream().filter(one -> !one.isOpen() && KnownCase.of(one).isEmpty()).count();
    return new OwnRecord(cases, (int) unknown);
  }

  /** Whether the one that was blamed was right, nobody included. */
  public Share verdicts() {
    return Share.of(cases, KnownCase::isRight);
  }

  /** Of those with a cause: whether it was among the first. */
  public Share within(int k) {
    return Share.of(withCause(), one -> one.place() >= 1 && one.place() <= k);
  }

  /** The mean of the shares within 1 to 5; NaN without a case. */
  public double average() {
    double sum = 0;
    for (int k = 1; k <= DEPTH; k++) {
      sum += within(k).ratio() / DEPTH;
    }
    return sum;
  }

  /** Of those where nothing was wrong: how often somebody was blamed all the same. */
  public Share accused() {
    return Share.of(
        cases.stream().filter(one -> one.truth().isNobody()).toList(), one -> !one.isRight());
  }

  /** By kind of evidence: how often what it spoke for was wrong. */
  public SortedMap<String, Share> falseAlarms() {
    SortedMap<String, Share> all = new TreeMap<>();
    for (KnownCase one : cases) {
      for (String detector : one.detectors()) {
        all.merge(detector, new Share(one.isRight() ? 0 : 1, 1), Share::plus);
      }
    }
    return all;
  }

  private List<KnownCase> withCause() {
    return cases.stream().filter(one -> !one.truth().isNobody()).toList();
  }
}
