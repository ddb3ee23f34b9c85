// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.diagnosis.scene.Signal;
import dev.ballast.control.diagnosis.scene.SignalKind;
import dev.ballast.control.diagnosis.scene.Symptom;
import java.util.Arrays;
import java.util.List;

/**
 * Whether there is anything to explain: a symptom that its own history shows just as often is none.
 *
 * <p>Note. The chance that one of n samples is as bad as the worst since the onset is at most n
 * times the share of earlier samples that were as bad (Bonferroni); no shape of distribution is
 * assumed, which latencies at low traffic would not have. A sample is as bad as the better of it
 * and its successor: one bad sample alone is over before anybody could act on it.
 */
public final class SymptomCheck {

  private static final double CHANCE = 0.02;

  /** Less than one percent of the requests is no symptom, however rare. */
  private static final double LEAST_DROP = 0.01;

  /** Likewise, who waits a twentieth longer does not notice. */
  private static final double LEAST_RISE = 0.05;

  private static final double PERCENT = 100;

  private SymptomCheck() {}

  /** True, too, when no symptom was named or none of its signals can be compared. */
  public static boolean present(Scene scene) {
    List<Signal> shown =
        scene.signals().stream()
            .filter(Signal::comparable)
            .filter(signal -> scene.symptoms().stream().anyMatch(s -> of(s, signal)))
            .toList();
    return shown.isEmpty() || shown.stream().anyMatch(SymptomCheck::unusual);
  }

  private static boolean of(Symptom symptom, Signal signal) {
    boolean measured =
        signal.kind() == SignalKind.LATENCY || signal.kind() == SignalKind.AVAILABILITY;
    return symptom.subject().equals(signal.subject())
        && measured
        && (symptom.kind() == signal.kind() || symptom.kind() == SignalKind.OTHER);
  }

  private static boolean unusual(Signal signal) {
    double sign = signal.kind() == SignalKind.LATENCY ? 1 : -1;
    double[] after = lasting(signal.after(), sign);
    double[] before = lasting(signal.before(), sign);
    double worst = Arrays.stream(after).max().orElse(Double.NaN);
    long asBad = Arrays.stream(before).filter(v -> v >= worst).count();
    double share = asBad / (double) before.length;
    double usual = Robust.median(before);
    double least =
        signal.kind() == SignalKind.LATENCY
            ? LEAST_RISE * Math.abs(usual)
            : LEAST_DROP * (Math.abs(usual) > 1 ? PERCENT : 1);
    return after.length * share <= CHANCE && worst > usual + least;
  }

  /** Of each two samples in a row the less bad one; larger is worse. One alone is itself. */
  private static double[] lasting(double[] values, double sign) {
    double[] pairs = new double[Math.max(1, values.length - 1)];
    Arrays.setAll(
        pairs, i -> Math.min(sign * values[i], sign * values[Math.min(i + 1, values.length - 1)]));
    return pairs;
  }
}
