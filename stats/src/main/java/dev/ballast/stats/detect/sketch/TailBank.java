// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.sketch;

/**
 * Several decaying quantile sketches side by side, which answer how rare a magnitude is.
 *
 * <p>A magnitude falls into a bin of its logarithm, ten bins to a factor of ten from {@value
 * #LEAST} on, so a quantile is known within {@link #RELATIVE_ERROR} whatever its size (Masson, Rim
 * and Lee, DDSketch, 2019). When a sketch holds {@link #FULL} values all counts are halved, so that
 * the past fades by the same half each time (as in TinyLFU, Einziger and others, 2017). Beyond the
 * upper {@link #TAIL} share the probability follows a Pareto law fitted to the excesses (Hill,
 * 1975), shrunk towards {@link #PRIOR_EXCESS} while few are known: a value far beyond all others is
 * rarer than one just beyond them. O(bins) for each question, O(1) to add; two bytes for each bin.
 */
public final class TailBank {

  static final double LEAST = 0.03;
  static final int PER_DECADE = 10;
  static final int BINS = 42;

  /** Largest error of a quantile, relative: half a bin. */
  public static final double RELATIVE_ERROR = 0.13;

  /** Values after which a sketch forgets half of what it knows. */
  public static final int FULL = 20_000;

  private static final double TAIL = 0.02;
  private static final double TAIL_COUNT = 6;
  private static final double PRIOR_EXCESS = 0.15;
  private static final double PRIOR_COUNT = 3;
  private static final double STEEPEST = 15;
  private static final double HALF = 0.5;
  private static final double MOST_BEYOND = 3;
  private static final double LOG_E = 0.4342944819032518;
  private static final double LEAST_LOG = Math.log10(LEAST);

  private final short[] counts;
  private final short[] totals;

  public TailBank(int sketches) {
    this.counts = new short[sketches * BINS];
    this.totals = new short[sketches];
  }

  /** Adds a magnitude; one that is not above 0 counts as the smallest. */
  public void add(int sketch, double magnitude) {
    counts[sketch * BINS + Math.clamp((int) position(magnitude), 0, BINS - 1)]++;
    if (++totals[sketch] >= FULL) {
      int total = 0;
      for (int i = sketch * BINS; i < (sketch + 1) * BINS; i++) {
        counts[i] = (short) (counts[i] / 2);
        total += counts[i];
      }
      totals[sketch] = (short) total;
    }
  }

  /** Values remembered. */
  public int count(int sketch) {
    return totals[sketch];
  }

  /**
   * -log10 of the probability of a magnitude at least this large: 0 for the commonest, 3 for one in
   * a thousand. Nothing is rare to an empty sketch.
   */
  public double rarity(int sketch, double magnitude) {
    double position = position(magnitude);
    if (!(position > 0)) {
      return 0;
    }
    int total = totals[sketch];
    int base = sketch * BINS;
    int bin = (int) Math.min(BINS - 1, position);
    double above = counts[base + bin] * (position >= BINS ? 1 : 1 - (position - bin));
    for (int i = BINS - 1; i > bin; i--) {
      above += counts[base + i];
    }
    double seen = -Math.log10((above + HALF) / (total + 1));
    double tail = Math.max(TAIL * total, Math.min(total * HALF, TAIL_COUNT));
    double mass = 0;
    double excess = 0;
    int start = BINS - 1;
    while (start > 0 && mass + counts[base + start] < tail) {
      mass += counts[base + start];
      start--;
    }
    if (position <= start) {
      return seen;
    }
    mass += counts[base + start];
    for (int i = start; i < BINS; i++) {
      excess += counts[base + i] * (i + HALF - start) / PER_DECADE;
    }
    double mean = (excess + PRIOR_EXCESS * PRIOR_COUNT) / (mass + PRIOR_COUNT);
    double slope = Math.clamp(1 / mean, 1, STEEPEST) * LOG_E;
    double beyond =
        -Math.log10((mass + HALF) / (total + 1)) + (position - start) / PER_DECADE * slope;
    return Math.min(beyond, seen + MOST_BEYOND);
  }

  /** The magnitude below which this share of the values lies; 0 while there is none. */
  public double quantile(int sketch, double share) {
    double wanted = share * totals[sketch];
    double below = 0;
    for (int bin = 0; bin < BINS; bin++) {
      int count = counts[sketch * BINS + bin];
      if (count > 0 && below + count >= wanted) {
        double within = Math.clamp((wanted - below) / count, 0, 1);
        return Math.pow(10, LEAST_LOG + (bin + within) / PER_DECADE);
      }
      below += count;
    }
    return 0;
  }

  /** In bins from the smallest magnitude; negative below it, at most the end of the last bin. */
  private static double position(double magnitude) {
    return magnitude > LEAST
        ? Math.min((Math.log10(magnitude) - LEAST_LOG) * PER_DECADE, BINS)
        : -1;
  }
}
