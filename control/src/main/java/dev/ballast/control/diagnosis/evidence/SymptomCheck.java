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
 * assumed, which latencies at low traffic would not have.
 */
public final class SymptomCheck {

  private static final double CHANCE = 0.05;

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
    boolean latency = signal.kind() == SignalKind.LATENCY;
    double sign = latency ? 1 : -1;
    double worst = Arrays.stream(signal.after()).map(v -> sign * v).max().orElse(Double.NaN);
    long asBad = Arrays.stream(signal.before()).filter(v -> sign * v >= worst).count();
    double share = asBad / (double) signal.before().length;
    return signal.after().length * share <= CHANCE && worst > sign * Robust.median(signal.before());
  }
}
