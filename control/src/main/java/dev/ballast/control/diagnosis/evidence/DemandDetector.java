// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.diagnosis.scene.Signal;
import dev.ballast.control.diagnosis.scene.SignalKind;
import dev.ballast.control.diagnosis.scene.Subject;
import dev.ballast.control.diagnosis.scene.Symptom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Accounts for the added waiting, or the added failures, of each subject, and keeps what its
 * callees do not explain.
 *
 * <p>Note. Latency times requests is time that somebody waited; unlike latencies it can be summed
 * over the edges of a call graph. What a subject adds is weighed by how sure it is (a logistic of
 * its z), what its callees add is taken off, and the rest is shared among all. Failures likewise:
 * (1 - availability) times requests. O(signals + edges).
 */
final class DemandDetector implements Detector {

  private static final double MOST = 4;
  private static final double SURE = 3;
  private static final double FLOOR = 0.05;
  private static final double LEAST_DROP = 0.005;
  private static final double PERCENT = 100;
  private static final double TINY = 1e-9;

  /** What a subject adds, and the part of it that its callees do not. */
  private record Added(double amount, double rest, String text) {}

  @Override
  public List<Evidence> examine(Observed seen) {
    Scene scene = seen.scene();
    List<Evidence> found = new ArrayList<>();
    for (SignalKind kind : List.of(SignalKind.LATENCY, SignalKind.AVAILABILITY)) {
      boolean asked =
          scene.symptoms().stream()
              .map(Symptom::kind)
              .anyMatch(k -> k == kind || k == SignalKind.OTHER);
      if (asked) {
        found.addAll(shares(scene, kind));
      }
    }
    return found;
  }

  private static List<Evidence> shares(Scene scene, SignalKind kind) {
    Suspects suspects = new Suspects(scene);
    SortedMap<Subject, Added> added = new TreeMap<>();
    SortedMap<Subject, List<Signal>> bySubject = new TreeMap<>();
    for (Signal signal : scene.signals()) {
      bySubject.computeIfAbsent(signal.subject(), any -> new ArrayList<>()).add(signal);
    }
    bySubject.forEach((subject, signals) -> added.put(subject, added(signals, kind)));
    SortedMap<Subject, Added> rests = new TreeMap<>();
    added.forEach(
        (subject, one) -> {
          double explained =
              scene.calls().callees(subject).stream()
                  .mapToDouble(c -> added.containsKey(c) ? added.get(c).amount() : 0)
                  .sum();
          rests.put(
              subject, new Added(one.amount(), Math.max(0, one.amount() - explained), one.text()));
        });
    double total =
        rests.entrySet().stream()
            .filter(e -> suspects.contains(e.getKey()))
            .mapToDouble(e -> e.getValue().rest())
            .sum();
    List<Evidence> found = new ArrayList<>();
    rests.forEach(
        (subject, one) -> {
          if (one.rest() > 0 && total > 0 && suspects.contains(subject)) {
            found.add(
                new Evidence(
                    subject, Modality.DEMAND, MOST * Math.min(1, one.rest() / total), one.text()));
          }
        });
    return found;
  }

  private static Added added(List<Signal> signals, SignalKind kind) {
    Signal signal = representative(signals, kind);
    if (signal == null) {
      return new Added(0, 0, "");
    }
    Signal rate = representative(signals, SignalKind.RATE);
    double requests = rate == null ? 1 : Math.max(0, Robust.mean(rate.after()));
    boolean latency = kind == SignalKind.LATENCY;
    double usual = latency ? Robust.median(signal.before()) : Robust.mean(signal.before());
    double worst =
        latency
            ? Arrays.stream(signal.after()).max().orElse(usual)
            : Arrays.stream(signal.after()).min().orElse(usual);
    double change = latency ? worst - usual : usual - worst;
    double unit = !latency && usual > 1 ? PERCENT : 1;
    double scale =
        latency
            ? Math.max(
                Math.max(Robust.spread(signal.before()), Robust.deviation(signal.before()) / 2),
                FLOOR * Math.abs(usual))
            : Math.max(Robust.deviation(signal.before()), LEAST_DROP * unit);
    double sure = 1 / (1 + Math.exp(SURE - change / Math.max(scale, TINY)));
    double amount = Math.max(0, change) / unit * requests * sure;
    String text =
        String.format(
            Locale.ROOT,
            "%s went from %.4g to %.4g, more than its callees explain",
            signal.name(),
            usual,
            worst);
    return new Added(amount, 0, text);
  }

  /** The mean where there is one: sums of means are true, sums of percentiles are not. */
  private static @Nullable Signal representative(List<Signal> signals, SignalKind kind) {
    Stream<Signal> some = signals.stream().filter(s -> s.kind() == kind).filter(Signal::comparable);
    Predicate<String> mean = name -> name.contains("average") || name.contains("mean");
    return some.min(
            Comparator.comparing((Signal s) -> !mean.test(s.name().toLowerCase(Locale.ROOT))))
        .orElse(null);
  }
}
