// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.diagnosis.scene.Signal;
import dev.ballast.control.diagnosis.scene.SignalKind;
import dev.ballast.control.diagnosis.scene.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Deviations of series from their own past, told apart by whether they are the subject's own
 * (resources) or seen from outside: a victim is odd outside only.
 *
 * <p>Note. z = |x - mean| / s, of which the 70 % quantile since the onset counts, so that neither
 * one odd sample nor an onset given a sample too early or too late decides, and a fault that ends
 * within the window is seen. s has a floor of 5 % of the mean: a constant series must not answer
 * with an infinite score. What a resource uses more because its subject is asked more often is no
 * deviation. O(samples). After PRISM (arXiv 2601.21359), which takes the maximum and combines by a
 * fixed formula.
 */
final class ResourceDetector implements Detector {

  private static final double FLOOR = 0.05;
  private static final double TINY = 1e-9;
  private static final double MOST_OF_THE_TIME = 0.7;
  private static final double FREE = 2;
  private static final double MOST = 100;

  @Override
  public List<Evidence> examine(Scene scene) {
    Map<Subject, Double> load = load(scene);
    List<Evidence> found = new ArrayList<>();
    for (Signal signal : scene.signals()) {
      boolean own = signal.kind() == SignalKind.RESOURCE;
      if (signal.comparable() && (own || signal.kind().seenFromOutside())) {
        double mean = Robust.mean(signal.before());
        double scale =
            Math.max(Math.max(Robust.deviation(signal.before()), FLOOR * Math.abs(mean)), TINY);
        double asMuch = own ? mean * load.getOrDefault(signal.subject(), 1.0) : mean;
        double[] zs =
            Arrays.stream(signal.after())
                .map(v -> Math.min(Math.abs(v - mean), Math.abs(v - asMuch)) / scale)
                .toArray();
        double strength = Robust.surprise(Robust.quantile(zs, MOST_OF_THE_TIME), FREE, MOST);
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
