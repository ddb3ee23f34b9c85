// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.passage;

import dev.ballast.stats.forecast.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A series that climbs and is emptied again and again: a disk with a clean-up, a heap, a queue.
 *
 * <p>Note. A line through it says that it will be full, or that it empties for ever, depending on
 * where the window starts. What matters are the peaks before the resets: their series is forecast
 * as any other, and futures are drawn with lengths and depths of teeth that were seen. A reset is a
 * fall, within one step or a few, by more than {@value #DEEP} of the range; there must be {@value
 * #LEAST_RESETS} of similar depth, the way up must be mostly up and in no jump as high as half a
 * reset, and the present tooth must not be far longer or higher than all before, since then what
 * emptied it is broken. O(n) and one forecast of the peaks.
 */
final class Sawtooth {

  private static final double DEEP = 0.3;
  private static final double ALIKE = 0.5;
  private static final int LEAST_RESETS = 3;
  private static final int LEAST_LENGTH = 4;
  private static final double MOSTLY = 0.6;
  private static final double OVERDUE = 1.5;

  private final double[] peaks;
  private final double[] drops;
  private final int[] lengths;
  private final int age;
  private final double value;

  private Sawtooth(double[] peaks, double[] drops, int[] lengths, int age, double value) {
    this.peaks = peaks;
    this.drops = drops;
    this.lengths = lengths;
    this.age = age;
    this.value = value;
  }

  /** The teeth of a series without gaps, if it is one. */
  static Optional<Sawtooth> find(double[] y) {
    double range = Arrays.stream(y).max().orElse(0) - Arrays.stream(y).min().orElse(0);
    if (!(range > 0) || Double.isInfinite(range)) {
      return Optional.empty();
    }
    List<int[]> resets = resets(y, DEEP * range);
    if (resets.size() < LEAST_RESETS) {
      return Optional.empty();
    }
    double[] peaks = resets.stream().mapToDouble(r -> y[r[0]]).toArray();
    double[] drops = resets.stream().mapToDouble(r -> y[r[0]] - y[r[1]]).toArray();
    int[] lengths = new int[resets.size() - 1];
    Arrays.setAll(lengths, i -> resets.get(i + 1)[0] - resets.get(i)[0]);
    int last = resets.getLast()[0];
    Sawtooth found = new Sawtooth(peaks, drops, lengths, y.length - 1 - last, y[y.length - 1]);
    return found.regular() && climbs(y, resets, median(drops)) && found.goesOn()
        ? Optional.of(found)
        : Optional.empty();
  }

  /** Pairs of the index of a peak and that of the bottom after it. */
  private static List<int[]> resets(double[] y, double deep) {
    List<int[]> resets = new ArrayList<>();
    int t = 1;
    while (t < y.length) {
      int start = t - 1;
      while (t < y.length && y[t] < y[t - 1]) {
        t++;
      }
      if (t - 1 > start && y[start] - y[t - 1] >= deep && t - 1 - start < LEAST_LENGTH) {
        resets.add(new int[] {start, t - 1});
      }
      t = Math.max(t, start + 1) + 1;
    }
    return resets;
  }

  private boolean regular() {
    double usual = median(drops);
    int[] sorted = lengths.clone();
    Arrays.sort(sorted);
    return Arrays.stream(drops).allMatch(d -> d >= ALIKE * usual)
        && sorted[sorted.length / 2] >= LEAST_LENGTH;
  }

  /** Between the resets most steps go up, none by half a reset. */
  private static boolean climbs(double[] y, List<int[]> resets, double drop) {
    int up = 0;
    int steps = 0;
    for (int i = 0; i < resets.size(); i++) {
      int end = i + 1 < resets.size() ? resets.get(i + 1)[0] : y.length - 1;
      for (int t = resets.get(i)[1] + 1; t <= end; t++) {
        if (y[t] - y[t - 1] > ALIKE * drop) {
          return false;
        }
        up += y[t] > y[t - 1] ? 1 : 0;
        steps++;
      }
    }
    return up >= MOSTLY * steps;
  }

  private boolean goesOn() {
    int longest = Arrays.stream(lengths).max().orElse(0);
    double highest = Arrays.stream(peaks).max().orElse(0);
    return age <= OVERDUE * longest && value <= highest + DEEP * median(drops);
  }

  int resets() {
    return peaks.length;
  }

  /** Usual steps from one reset to the next. */
  int length() {
    int[] sorted = lengths.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Usual depth of a reset. */
  double depth() {
    return median(drops);
  }

  /** Futures of the peaks, by path and tooth. */
  Futures.Drawn tops(Options options, int count, RandomGenerator random) {
    int shortest = Math.max(1, Arrays.stream(lengths).min().orElse(1));
    int teeth = options.horizon() / shortest + 2;
    return Futures.Drawn.of(
        peaks, Options.of(teeth).withBounds(options.lower(), options.upper()), count, random);
  }

  /** Futures by path and step, through peaks by path and tooth. */
  double[][] paths(double[][] tops, Options options, RandomGenerator random) {
    double[][] paths = new double[tops.length][options.horizon()];
    for (int i = 0; i < paths.length; i++) {
      fill(paths[i], tops[i], options, random);
    }
    return paths;
  }

  private void fill(double[] path, double[] tops, Options options, RandomGenerator random) {
    double from = value;
    int left = remaining(random);
    int t = 0;
    for (int tooth = 0; t < path.length; tooth++) {
      double top = Math.max(from, tops[Math.min(tooth, tops.length - 1)]);
      for (int i = 1; i <= left && t < path.length; i++) {
        path[t++] = bounded(from + (top - from) * i / left, options);
      }
      from = top - drops[random.nextInt(drops.length)];
      if (t < path.length) {
        path[t++] = bounded(from, options);
      }
      left = Math.max(1, lengths[random.nextInt(lengths.length)] - 1);
    }
  }

  /** How long the present tooth still climbs, drawn from those that were at least as long. */
  private int remaining(RandomGenerator random) {
    int[] longer = Arrays.stream(lengths).filter(l -> l > age).toArray();
    return longer.length == 0 ? 1 : longer[random.nextInt(longer.length)] - age;
  }

  private static double bounded(double value, Options options) {
    return Math.clamp(value, options.lower(), options.upper());
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
