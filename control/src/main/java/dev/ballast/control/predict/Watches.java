// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Watches many series under one dial: noise in all of them together alerts at most so often, and
 * each series by itself at most as often as its own dial says. About 4 KB and a few microseconds
 * for each series and sample. One owner, no synchronisation.
 *
 * <p>A real incident shows in many series at once and is not held back by the others' alerts: the
 * common dial raises what a score must reach, it does not count.
 *
 * @param <K> what names a series, with equals and hashCode
 */
public final class Watches<K> {

  private final Dial together;
  private final Dial each;
  private final int expected;
  private final Map<K, Entry> entries = new LinkedHashMap<>();

  /** One copy of each policy, shared by its series. */
  private final Map<DetectionPolicy, DetectionPolicy> policies = new HashMap<>();

  /** A finding and the series that it is about. */
  public record Told<K>(K series, Finding finding) {}

  private static final class Entry {
    private final SeriesWatch watch;
    private long last;
    private boolean silent;

    Entry(SeriesWatch watch) {
      this.watch = watch;
    }
  }

  /**
   * Nothing watched yet.
   *
   * @param together false alerts that are bearable in all series
   * @param each the most alerts of one series
   * @param expected about how many series there will be
   */
  public Watches(Dial together, Dial each, int expected) {
    this.together = together;
    this.each = each;
    this.expected = expected;
  }

  /**
   * Judges a sample of a series; the first one of a series begins its watch.
   *
   * @param policy kind, zone and floor of the series, read when its watch begins; its dial is not
   *     used
   */
  public List<Told<K>> judge(
      K series, DetectionPolicy policy, long epochMillis, double sample, boolean paused) {
    return judge(series, policy, epochMillis, sample, paused, true);
  }

  /** As the other; {@code telling} false: the sample is learnt, and too little to be strange. */
  List<Told<K>> judge(
      K series,
      DetectionPolicy policy,
      long epochMillis,
      double sample,
      boolean paused,
      boolean telling) {
    Entry entry = entries.computeIfAbsent(series, k -> begin(policy));
    entry.last = epochMillis;
    entry.silent = false;
    return entry.watch.judge(epochMillis, sample, paused, telling).findings().stream()
        .map(finding -> new Told<>(series, finding))
        .toList();
  }

  private Entry begin(DetectionPolicy policy) {
    return new Entry(
        new SeriesWatch(
            policies.computeIfAbsent(
                policy, p -> p.withDial(together.among(expected)).withFromFirst(false)),
            new AlertBudget(each),
            new Lasting(policy.persistence())));
  }

  /** Series whose samples are overdue; each is told of once until it speaks again. */
  public List<Told<K>> overdue(long nowMillis) {
    List<Told<K>> told = new ArrayList<>();
    entries.forEach(
        (series, entry) -> {
          if (!entry.silent) {
            entry.watch.overdue(nowMillis).ifPresent(f -> told.add(new Told<>(series, f)));
            entry.silent = entry.watch.overdue(nowMillis).isPresent();
          }
        });
    return told;
  }

  public int size() {
    return entries.size();
  }

  /** Ends the watch over one series. */
  public void forget(K series) {
    entries.remove(series);
  }

  /** All that are watched, in the order in which they were first seen. */
  public List<K> series() {
    return List.copyOf(entries.keySet());
  }

  /** The watch over a series, to look at. */
  Optional<SeriesWatch> watch(K series) {
    return Optional.ofNullable(entries.get(series)).map(entry -> entry.watch);
  }

  /** Whether samples of a series are overdue and that has been told. */
  boolean isSilent(K series) {
    Entry entry = entries.get(series);
    return entry != null && entry.silent;
  }

  /** When a series spoke last; the epoch's beginning for an unknown one. */
  long last(K series) {
    Entry entry = entries.get(series);
    return entry == null ? 0 : entry.last;
  }
}
