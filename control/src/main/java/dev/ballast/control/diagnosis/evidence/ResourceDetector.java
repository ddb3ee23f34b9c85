// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;
import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.diagnosis.scene.Signal;
import dev.ballast.control.diagnosis.scene.SignalKind;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Deviations of series from their own past, told apart by whether they are the subject's own
 * (resources) or seen from outside: a victim is odd outside only.
 *
 * <p>Note. z = |x - mean| / s, median over the samples since the onset, so that neither one odd
 * sample nor an onset given a sample too early or too late decides. s has a floor of 5 % of the
 * mean: a constant series must not answer with an infinite score. O(samples). After PRISM
 * (arXiv 2601.21359), which takes the maximum and combines by a fixed formula.
 */
final class ResourceDetector implements Detector {

  private static final double FLOOR = 0.05;
  private static final double TINY = 1e-9;
  private static final double FREE = 2;
  private static final double MOST = 100;

  @Override
  public List<Evidence> examine(Scene scene) {
    List<Evidence> found = new ArrayList<>();
    for (Signal signal : scene.signals()) {
      boolean own = signal.kind() == SignalKind.RESOURCE;
      if (signal.comparable() && (own || signal.kind().seenFromOutside())) {
        double mean = Robust.mean(signal.before());
        double scale =
            Math.max(
                Math.max(Robust.deviation(signal.before()), FLOOR * Math.abs(mean)), TINY);
        double[] zs =
            Arrays.stream(signal.after()).map(v -> Math.abs(v - mean) / scale).toArray();
        double strength = Robust.surprise(Robust.median(zs), FREE, MOST);
        if (strength > 0) {
          found.add(
              new Evidence(
                  signal.subject(),
                  own ? Modality.RESOURCE : Modality.OUTSIDE,
                  strength,
                  String.format(
                      Locale.ROOT,
                      "%s was %.4g on average, is %.4g",
                      signal.name(),
                      mean,
                      Robust.median(signal.after()))));
        }
      }
    }
    return found;
  }
}
