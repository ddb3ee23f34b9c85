// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The score of a detector on a NAB corpus, with one threshold for all series.
 *
 * <p>A window pays its best alert, each alert row outside windows is charged; the sum is normalised
 * to 0 for silence and 100 for perfection. The published rule takes the threshold that is best on
 * the very data it is scored on ({@link #best}); {@link #at} fixes it, {@link #crossValidated}
 * takes it from other series.
 */
public final class NabScore {

  private final NabProfile profile;
  private final List<NabCurve> curves;

  public NabScore(List<NabSeries> corpus, NabProfile profile) {
    this.profile = profile;
    this.curves = corpus.stream().map(series -> new NabCurve(series, profile)).toList();
  }

  /** The corpus with this threshold. */
  public NabResult at(double threshold) {
    double raw = 0;
    int detected = 0;
    int alerts = 0;
    for (NabCurve curve : curves) {
      raw += curve.raw(threshold);
      detected += curve.detected(threshold);
      alerts += curve.falseAlerts(threshold);
    }
    return new NabResult(normalised(raw), threshold, detected, windows(), alerts);
  }

  /** The corpus with the threshold that is best on it: tuned on the test set. */
  public NabResult best() {
    return at(bestThreshold(IntStream.range(0, curves.size()).toArray()));
  }

  /**
   * Each fold with the threshold that is best on all others; series i belongs to fold i mod folds.
   * The threshold reported is the median of those used.
   */
  public NabResult crossValidated(int folds) {
    double raw = 0;
    int detected = 0;
    int alerts = 0;
    List<Double> used = new ArrayList<>();
    for (int f = 0; f < folds; f++) {
      int fold = f;
      double threshold =
          bestThreshold(IntStream.range(0, curves.size()).filter(i -> i % folds != fold).toArray());
      used.add(threshold);
      for (int i = fold; i < curves.size(); i += folds) {
        raw += curves.get(i).raw(threshold);
        detected += curves.get(i).detected(threshold);
        alerts += curves.get(i).falseAlerts(threshold);
      }
    }
    double middle = used.stream().sorted().toList().get(folds / 2);
    return new NabResult(normalised(raw), middle, detected, windows(), alerts);
  }

  /** Highest raw score of the chosen series; of equal ones the highest threshold. */
  private double bestThreshold(int[] chosen) {
    double best = Double.POSITIVE_INFINITY;
    double most = Arrays.stream(chosen).mapToDouble(i -> curves.get(i).nothing()).sum();
    double[] candidates =
        Arrays.stream(chosen)
            .mapToObj(i -> curves.get(i).thresholds)
            .flatMapToDouble(Arrays::stream)
            .sorted()
            .distinct()
            .toArray();
    double[] sums = new double[candidates.length];
    for (int i : chosen) {
      addTo(sums, candidates, curves.get(i));
    }
    for (int c = candidates.length - 1; c >= 0; c--) {
      if (sums[c] > most) {
        most = sums[c];
        best = candidates[c];
      }
    }
    return best;
  }

  private static void addTo(double[] sums, double[] candidates, NabCurve curve) {
    int step = 0;
    double raw = curve.nothing();
    for (int c = candidates.length - 1; c >= 0; c--) {
      while (step < curve.thresholds.length && curve.thresholds[step] >= candidates[c]) {
        raw = curve.raw(curve.thresholds[step++]);
      }
      sums[c] += raw;
    }
  }

  private int windows() {
    return curves.stream().mapToInt(NabCurve::windows).sum();
  }

  /** 0 when there is no window to find. */
  private double normalised(double raw) {
    double perfect = profile.truePositive() * windows();
    double nothing = -profile.falseNegative() * windows();
    return windows() == 0 ? 0 : 100 * (raw - nothing) / (perfect - nothing);
  }
}
