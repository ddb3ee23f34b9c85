// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.control.slo.replay.Span;
import dev.ballast.promql.Value;
import dev.ballast.telemetry.query.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The events of each slice of time, by region. Slices stand on a grid and are asked for once when
 * they are over, a second time while data may come late.
 */
final class SliceHistory {

  /** Points of one range query; a backend refuses more than 11,000. */
  private static final int MOST_POINTS = 10_000;

  /** By how much extrapolation may lift a part over its total. */
  private static final double HAIR = 0.01;

  private final SliQuery query;
  private final Duration slice;
  private final Instant anchor;
  private final Duration late;
  private final int capacity;
  private final Map<String, SliceTrack> tracks = new TreeMap<>();
  private long knownUntil = Long.MIN_VALUE;
  private Instant asked = Instant.MIN;
  private Split split = Split.CLEAN;

  /**
   * @param anchor where a slice begins
   * @param late for how long data of a slice may still come
   */
  SliceHistory(SliQuery query, Duration slice, Instant anchor, Duration late, int capacity) {
    this.query = query;
    this.slice = slice;
    this.anchor = anchor;
    this.late = late;
    this.capacity = capacity;
  }

  Duration slice() {
    return slice;
  }

  SliQuery query() {
    return query;
  }

  Split split() {
    return split;
  }

  Set<String> regions() {
    return tracks.keySet();
  }

  /** Events of a region's slice; not a number where nothing is known. */
  double total(String region, long number) {
    SliceTrack track = tracks.get(region);
    return track == null ? Double.NaN : track.total(number);
  }

  double good(String region, long number) {
    SliceTrack track = tracks.get(region);
    return track == null ? Double.NaN : track.good(number);
  }

  /** The first slice that begins at an instant or later. */
  long from(Instant at) {
    return -Math.floorDiv(-Duration.between(anchor, at).toMillis(), slice.toMillis());
  }

  /** The first slice that is not over at an instant. */
  long until(Instant at) {
    return Math.floorDiv(Duration.between(anchor, at).toMillis(), slice.toMillis());
  }

  Span span(long number) {
    Instant start = anchor.plusMillis(number * slice.toMillis());
    return new Span(start, start.plus(slice));
  }

  /** Asks for slices from an instant on, as far as they are over and not known. */
  void refresh(MetricQuery metrics, Instant start, Instant at) {
    if (at.equals(asked)) {
      return;
    }
    asked = at;
    long end = until(at);
    long again = knownUntil == Long.MIN_VALUE ? knownUntil : knownUntil - lateSlices();
    long first = Math.max(from(start), again);
    for (long from = first; from < end; from += MOST_POINTS) {
      ask(metrics, from, Math.min(end, from + MOST_POINTS));
    }
    knownUntil = Math.max(knownUntil, end);
  }

  private long lateSlices() {
    return Math.max(1, late.toMillis() / slice.toMillis());
  }

  private void ask(MetricQuery metrics, long from, long until) {
    Map<String, Map<Long, Sum>> part = sums(metrics, query.part(), from, until);
    boolean isShare = query.total().isEmpty();
    Map<String, Map<Long, Sum>> total = isShare ? part : sums(metrics, query.total(), from, until);
    total.forEach(
        (region, slices) -> {
          SliceTrack track = tracks.computeIfAbsent(region, _ -> new SliceTrack(capacity));
          slices.forEach(
              (number, all) -> {
                Sum some = part.getOrDefault(region, Map.of()).getOrDefault(number, Sum.NONE);
                put(track, number, some, all, isShare);
              });
        });
    split = split.worse(splitOf(part, total));
  }

  private void put(SliceTrack track, long number, Sum part, Sum total, boolean isShare) {
    double all = isShare ? query.totalFactor() : Math.max(0, total.sum * query.totalFactor());
    double counted =
        Math.clamp(isShare ? part.mean() * all : part.sum * query.partFactor(), 0, all);
    double good =
        switch (query.meaning()) {
          case GOOD, GOOD_SHARE -> counted;
          case BAD, BAD_SHARE -> all - counted;
        };
    track.put(number, good, all);
  }

  /** As for windows: what lies nowhere of the part must belong to a total that lies nowhere. */
  private Split splitOf(Map<String, Map<Long, Sum>> part, Map<String, Map<Long, Sum>> total) {
    if (total.size() < 2) {
      return Split.CLEAN;
    }
    double restOfPart = rest(part) * query.partFactor();
    double restOfTotal = rest(total) * query.totalFactor();
    return restOfPart > restOfTotal * (1 + HAIR)
        ? Split.PART_WITHOUT_REGION
        : restOfTotal > 0 ? Split.SOME_WITHOUT_REGION : Split.CLEAN;
  }

  /** What of the whole is in no region; a billionth of it is a matter of rounding. */
  private static double rest(Map<String, Map<Long, Sum>> sums) {
    double all = 0;
    double known = 0;
    for (Map.Entry<String, Map<Long, Sum>> region : sums.entrySet()) {
      double events = region.getValue().values().stream().mapToDouble(Sum::sum).sum();
      if (region.getKey().equals(RegionSums.WHOLE)) {
        all = events;
      } else {
        known += events;
      }
    }
    return all - known > all * 1e-9 ? all - known : 0;
  }

  private Map<String, Map<Long, Sum>> sums(
      MetricQuery metrics, String text, long from, long until) {
    Instant first = span(from).to();
    Instant last = span(until - 1).to();
    Map<String, Map<Long, Sum>> sums = new HashMap<>();
    if (metrics.range(text, first, last, slice).value() instanceof Value.Matrix matrix) {
      for (Value.Series series : matrix.series()) {
        String region = series.labels().get(RegionSums.LABEL);
        for (int i = 0; i < series.times().length; i++) {
          double value = series.values()[i];
          if (Double.isFinite(value)) {
            long number = until(Instant.ofEpochMilli(series.times()[i])) - 1;
            add(sums, RegionSums.WHOLE, number, value);
            if (!region.isEmpty()) {
              add(sums, region, number, value);
            }
          }
        }
      }
    }
    return sums;
  }

  private static void add(
      Map<String, Map<Long, Sum>> sums, String region, long number, double value) {
    sums.computeIfAbsent(region, _ -> new HashMap<>()).merge(number, new Sum(value, 1), Sum::plus);
  }

  private record Sum(double sum, int samples) {

    static final Sum NONE = new Sum(0, 0);

    Sum plus(Sum other) {
      return new Sum(sum + other.sum, samples + other.samples);
    }

    double mean() {
      return samples == 0 ? 0 : sum / samples;
    }
  }
}
