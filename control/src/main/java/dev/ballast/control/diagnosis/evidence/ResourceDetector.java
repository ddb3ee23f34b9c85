// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.diagnosis.scene.Signal;
import dev.ballast.control.diagnosis.scene.SignalKind;
import dev.ballast.control.diagnosis.scene.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Deviations of series from their own past, told apart by whether they are the subject's own
 * (resources) or seen from outside: a victim is odd outside only.
 *
 * <p>Note. z = |x - median| / s, of which the 70 % quantile since the onset counts, so that neither
 * one odd sample nor an onset given a sample too early or too late decides, and a fault that ends
 * within the window is seen. s is the median absolute deviation: an onset given too late puts the
 * beginning of the fault into the past, which would widen a standard deviation beyond use. It has a
 * floor of 5 % of the median: a constant series must not answer with an infinite score. What a
 * resource uses more because its subject is asked more often is no deviation. Usual is the worst
 * that a window as long says in the past: half of it is taken off for the ranking, all of it for
 * the verdict. O(samples log samples). After PRISM (arXiv 2601.21359), which takes the maximum and
 * combines by a fixed formula.
 */
final class ResourceDetector implements Detector {

  private static final double FLOOR = 0.05;
  private static final double TINY = 1e-9;
  private static final double MOST_OF_THE_TIME = 0.7;
  private static final double FREE = 2;
  private static final double MOST = 100;

  /** So many samples are a past, however long the window is. */
  private static final int PAST = 30;

  /** Else it is half as long again as the window. */
  private static final double LONGER = 1.5;

  /** Places at which the past is asked for what is usual. */
  private static final int PLACES = 16;

  @Override
  public List<Evidence> examine(Observed seen) {
    Scene scene = seen.scene();
    Map<Subject, Double> load = load(scene);
    List<Evidence> found = new ArrayList<>();
    for (Signal signal : scene.signals()) {
      boolean own = signal.kind() == SignalKind.RESOURCE;
      if (signal.comparable() && (own || signal.kind().seenFromOutside())) {
        double[] before = signal.before();
        double[] after = signal.after();
        double median = Robust.median(before);
        double scale =
            Math.max(Math.max(Robust.spread(before, median), FLOOR * Math.abs(median)), TINY);
        double asMuch = own ? median * load.getOrDefault(signal.subject(), 1.0) : median;
        double strength = strength(after, 0, after.length, median, asMuch, scale);
        if (strength > 0) {
          double usual = usual(before, after.length, median, scale);
          boolean known = before.length >= Math.min(PAST, LONGER * after.length);
          found.add(
              new Evidence(
                  signal.subject(),
                  own ? Modality.RESOURCE : Modality.OUTSIDE,
                  Math.max(0, strength - usual / 2),
                  usual / 2,
                  known,
                  String.format(
                      Locale.ROOT,
                      "%s was %.4g, is %.4g",
                      signal.name(),
                      median,
                      Robust.quantile(after, after.length > 1 ? MOST_OF_THE_TIME : 1))));
        }
      }
    }
    found.removeIf(e -> e.strength() == 0);
    return found;
  }

  private static double strength(
      double[] values, int from, int to, double median, double asMuch, double scale) {
    double[] zs = new double[to - from];
    for (int i = from; i < to; i++) {
      zs[i - from] = Math.min(Math.abs(values[i] - median), Math.abs(values[i] - asMuch)) / scale;
    }
    return Robust.surprise(Robust.quantile(zs, MOST_OF_THE_TIME), FREE, MOST);
  }

  private static double usual(double[] before, int length, double median, double scale) {
    double most = 0;
    int step = Math.max(1, Math.min(length, (before.length - length) / PLACES));
    for (int from = 0;
        before.length >= 2 * length && from + length <= before.length;
        from += step) {
      most = Math.max(most, strength(before, from, from + length, median, median, scale));
    }
    return most;
  }

  /** By subject, how many times as often it is asked; 1 where nobody counted. */
  private static Map<Subject, Double> load(Scene scene) {
    Map<Subject, Double> ratios = new HashMap<>();
    for (Signal signal : scene.signals()) {
      if (signal.kind() == SignalKind.RATE && signal.comparable()) {
        double usual = Robust.mean(signal.before());
        if (usual > 0) {
          ratios.putIfAbsent(signal.subject(), Robust.mean(signal.after()) / usual);
        }
      }
    }
    return ratios;
  }
}
