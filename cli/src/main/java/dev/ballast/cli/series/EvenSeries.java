// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.series;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The newest part of a series in equal steps, with what had to be done to it. Rows are put in the
 * order of their times; rows of the same step count with their mean; steps without one are NaN.
 */
public final class EvenSeries {

  /** At most so many of the newest rows and steps are kept. */
  public static final int MOST = 200_000;

  private static final long DAY = 86_400_000L;
  private static final long[] CLOCK_STEPS = {
    1_000,
    5_000,
    10_000,
    15_000,
    20_000,
    30_000,
    60_000,
    120_000,
    300_000,
    600_000,
    900_000,
    1_200_000,
    1_800_000,
    3_600_000,
    7_200_000,
    10_800_000,
    14_400_000,
    21_600_000,
    28_800_000,
    43_200_000,
    DAY,
    7 * DAY
  };

  private final double[] values;
  private final Step step;
  private final long first;
  private final List<String> notes;

  private EvenSeries(double[] values, Step step, long first, List<String> notes) {
    this.values = values;
    this.step = step;
    this.first = first;
    this.notes = List.copyOf(notes);
  }

  /** Oldest first; NaN where there is none. */
  public double[] values() {
    return values.clone();
  }

  public int length() {
    return values.length;
  }

  public Step step() {
    return step;
  }

  /** What was out of order, doubled or left out, in words. */
  public List<String> notes() {
    return notes;
  }

  /** The same with one more note. */
  public EvenSeries noting(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new EvenSeries(values, step, first, more);
  }

  /** Whether the values have times. */
  public boolean timed() {
    return !(step instanceof Step.Counted);
  }

  /** The time of the value at this index, which may be past the end. */
  public Instant time(int index) {
    return Instant.ofEpochMilli(step.time(first, index));
  }

  /** Collects rows in the order they come. */
  public static final class Builder {

    private long[] times = new long[1024];
    private double[] values = new double[1024];
    private int next;
    private long seen;
    private boolean timed = true;

    public void add(SeriesFile.Row row) {
      add(row.epochMillis(), row.value());
    }

    /** With {@link Timestamps#NONE} where there is no time. */
    public void add(long epochMillis, double value) {
      if (next == times.length && times.length < MOST) {
        int size = Math.min(MOST, 2 * next);
        times = Arrays.copyOf(times, size);
        values = Arrays.copyOf(values, size);
      }
      if (next == times.length) {
        next = 0;
      }
      timed &= epochMillis != Timestamps.NONE;
      times[next] = epochMillis;
      values[next] = value;
      next++;
      seen++;
    }

    /** Needs at least one row. */
    public EvenSeries build() {
      List<String> notes = new ArrayList<>();
      int kept = (int) Math.min(seen, times.length);
      if (kept == 0) {
        throw new IllegalStateException("rows: 0 (expected: at least 1)");
      }
      if (seen > kept) {
        notes.add("only the newest " + kept + " of " + seen + " rows are used");
      }
      int start = seen > kept ? next % times.length : 0;
      long[] t = new long[kept];
      double[] v = new double[kept];
      for (int i = 0; i < kept; i++) {
        t[i] = times[(start + i) % times.length];
        v[i] = values[(start + i) % times.length];
      }
      return timed ? Grid.of(t, v, notes) : new EvenSeries(v, new Step.Counted(), 0, notes);
    }
  }

  /** Puts rows on their steps. */
  private static final class Grid {

    private Grid() {}

    static EvenSeries of(long[] times, double[] values, List<String> notes) {
      sort(times, values, notes);
      Step step = step(times);
      int n = times.length;
      long most = Math.min(MOST - 1, step.index(times[0], times[n - 1]));
      long first = times[0];
      if (step.index(first, times[n - 1]) > most) {
        first = step.time(times[n - 1], -most);
        notes.add("only the newest " + (most + 1) + " steps are used");
      }
      double[] means = new double[(int) most + 1];
      int[] counts = new int[means.length];
      int doubled = 0;
      for (int i = 0; i < n; i++) {
        long index = step.index(first, times[i]);
        if (index >= 0 && index < means.length && Double.isFinite(values[i])) {
          doubled += counts[(int) index] > 0 ? 1 : 0;
          int count = ++counts[(int) index];
          means[(int) index] += values[i] / count - means[(int) index] / count;
        }
      }
      if (doubled > 0) {
        notes.add(doubled + " rows share a step with others: their mean counts");
      }
      Arrays.setAll(means, i -> counts[i] > 0 ? means[i] : Double.NaN);
      return new EvenSeries(means, step, first, notes);
    }

    private static void sort(long[] times, double[] values, List<String> notes) {
      int disorder = 0;
      for (int i = 1; i < times.length; i++) {
        disorder += times[i] < times[i - 1] ? 1 : 0;
      }
      if (disorder == 0) {
        return;
      }
      notes.add(disorder + " rows are older than the row before: sorted by time");
      Integer[] order = new Integer[times.length];
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, (a, b) -> Long.compare(times[a], times[b]));
      long[] t = times.clone();
      double[] v = values.clone();
      for (int i = 0; i < order.length; i++) {
        times[i] = t[order[i]];
        values[i] = v[order[i]];
      }
    }

    /**
     * The clock's own step nearest to the median, where it is near and the distances only jitter
     * about it: rows of every minute that come a few seconds early or late.
     */
    private static long snapped(long median, long[] sorted) {
      long nearest = CLOCK_STEPS[0];
      for (long step : CLOCK_STEPS) {
        nearest = Math.abs(step - median) < Math.abs(nearest - median) ? step : nearest;
      }
      long step = nearest;
      long near = Arrays.stream(sorted).filter(d -> Math.abs(d - step) <= 0.7 * step).count();
      long exact = Arrays.stream(sorted).filter(d -> d == median).count();
      return Math.abs(step - median) <= 0.05 * step
              && near >= 0.9 * sorted.length
              && exact < 0.5 * sorted.length
          ? step
          : median;
    }

    /** The median distance, or the months or years that it stands for. */
    private static Step step(long[] times) {
      long[] distances = new long[times.length];
      int count = 0;
      for (int i = 1; i < times.length; i++) {
        if (times[i] > times[i - 1]) {
          distances[count++] = times[i] - times[i - 1];
        }
      }
      if (count == 0) {
        return new Step.Fixed(1000);
      }
      long[] sorted = Arrays.copyOf(distances, count);
      Arrays.sort(sorted);
      long median = sorted[count / 2];
      if (count > 1 && sorted[0] != sorted[count - 1]) {
        if (median >= 28 * DAY && median <= 31 * DAY) {
          return new Step.Months(1);
        }
        if (median >= 89 * DAY && median <= 92 * DAY) {
          return new Step.Months(3);
        }
        if (median >= 365 * DAY && median <= 366 * DAY) {
          return new Step.Months(12);
        }
      }
      return new Step.Fixed(snapped(median, sorted));
    }
  }
}
