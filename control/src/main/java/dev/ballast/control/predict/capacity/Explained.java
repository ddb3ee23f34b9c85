// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.capacity;

import dev.ballast.control.predict.capacity.Changes.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A usage without the step that a change explains. While a version comes, its connections, caches
 * and warm copies stand beside the old ones; a line through that is no trend. So what was before
 * the newest change is moved by as much as the level has moved, and what lies between is left out:
 * the slope is that of before and, once it has settled, of after.
 *
 * <p>Only the newest run of changes counts, and only until as much has come after it as makes a
 * line of its own: older steps stay as they were, so what every release adds for good is still seen
 * to grow. A run that fills more than half of the history explains nothing.
 *
 * <p>An intervention with a known date: Box and Tiao, Intervention analysis with applications to
 * economic and environmental problems, JASA 1975. O(values).
 */
final class Explained {

  /** As short as a line may be that replaces another. */
  private static final int NEW_LINE = 7;

  private static final int LEVEL = 5;

  private final Usage usage;
  private final List<Change> run;
  private final double moved;

  private Explained(Usage usage, List<Change> run, double moved) {
    this.usage = usage;
    this.run = run;
    this.moved = moved;
  }

  /**
   * @param settle how long after a change its step may still grow
   */
  static Explained of(Usage usage, List<Change> changes, Duration settle) {
    Explained nothing = new Explained(usage, List.of(), 0);
    List<Change> run = newestRun(changes, settle, usage.end());
    if (run.isEmpty()) {
      return nothing;
    }
    int begin = index(usage, run.getFirst().from());
    Instant last = run.stream().map(Change::to).max(Comparator.naturalOrder()).orElseThrow();
    int settled = Math.min(usage.newest(), index(usage, last.plus(settle)));
    boolean isOver = usage.newest() - settled >= NEW_LINE;
    double before = median(usage, begin - LEVEL, begin);
    double after = median(usage, settled, Math.min(settled + LEVEL, usage.newest() + 1));
    if (isOver
        || begin > settled
        || 2 * (settled - begin) > usage.length()
        || Double.isNaN(before)
        || Double.isNaN(after)) {
      return nothing;
    }
    double[] values = usage.values().clone();
    for (int i = 0; i < begin; i++) {
      values[i] += after - before;
    }
    Arrays.fill(values, begin, settled, Double.NaN);
    return new Explained(
        new Usage(usage.series(), usage.labels(), values, usage.end(), usage.step()),
        run,
        after - before);
  }

  /** Changes that follow each other before the one before has settled, up to the newest. */
  private static List<Change> newestRun(List<Change> changes, Duration settle, Instant end) {
    List<Change> run = new ArrayList<>();
    Instant first = Instant.MAX;
    for (Change change :
        changes.stream()
            .filter(one -> !one.from().isAfter(end))
            .sorted(Comparator.comparing(Change::to).reversed())
            .toList()) {
      if (!run.isEmpty() && change.to().plus(settle).isBefore(first)) {
        break;
      }
      run.addFirst(change);
      first = change.from().isBefore(first) ? change.from() : first;
    }
    run.sort(Comparator.comparing(Change::from));
    return run;
  }

  /** The first step that ends after an instant. */
  private static int index(Usage usage, Instant at) {
    long steps = Duration.between(at, usage.end()).dividedBy(usage.step());
    return Math.clamp(usage.length() - 1 - steps, 0, usage.length());
  }

  /** Of the known values from an index to before another; NaN when there is none. */
  private static double median(Usage usage, int from, int to) {
    double[] known =
        Arrays.stream(usage.values(), Math.max(0, from), Math.max(0, to))
            .filter(value -> !Double.isNaN(value))
            .sorted()
            .toArray();
    return known.length == 0 ? Double.NaN : known[known.length / 2];
  }

  /** What the future is to be read from. */
  Usage usage() {
    return usage;
  }

  /** Why it is not what was measured; empty when it is. */
  List<String> reasons(Times times) {
    if (run.isEmpty()) {
      return List.of();
    }
    String what = run.stream().map(Change::what).distinct().collect(Collectors.joining(", "));
    return List.of(
        "it moved by %s with %s since %s: a step that a change explains is no trend"
            .formatted(Times.number(moved), what, times.clock(run.getFirst().from())));
  }
}
