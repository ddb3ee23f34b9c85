// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis;

import dev.ballast.control.diagnosis.change.ChangeRelevance;
import dev.ballast.control.diagnosis.evidence.Detectors;
import dev.ballast.control.diagnosis.evidence.Evidence;
import dev.ballast.control.diagnosis.evidence.Modality;
import dev.ballast.control.diagnosis.evidence.Suspects;
import dev.ballast.control.diagnosis.evidence.SymptomCheck;
import dev.ballast.control.diagnosis.scene.LogLine;
import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.diagnosis.scene.Signal;
import dev.ballast.control.diagnosis.scene.SpanSample;
import dev.ballast.control.diagnosis.scene.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * From a scene to a ranking of causes.
 *
 * <p>Note. Of each modality the strongest finding about a subject counts, less what a callee with
 * the same evidence explains. A subject scores by its best modality plus half its second best: a
 * plain sum over all lets many weak and noisy findings outvote the one that is to the point.
 * Deterministic; nothing is learned from one scene to the next. O(evidence x callees).
 */
public final class Diagnoser {

  private static final Comparator<Cause> ORDER =
      Comparator.comparingDouble(Cause::score).reversed().thenComparing(Cause::subject);
  private static final Comparator<Evidence> STRONGEST =
      Comparator.comparingDouble(Evidence::strength).reversed();

  private final Weights weights;

  public Diagnoser(Weights weights) {
    this.weights = weights;
  }

  public Diagnosis diagnose(Scene scene) {
    SortedMap<Subject, Map<Modality, Evidence>> strongest = new TreeMap<>();
    for (Evidence evidence : Detectors.examine(scene)) {
      strongest
          .computeIfAbsent(evidence.subject(), any -> new EnumMap<>(Modality.class))
          .merge(evidence.modality(), evidence, (a, b) -> b.strength() > a.strength() ? b : a);
    }
    Suspects suspects = new Suspects(scene);
    List<Cause> ranking = new ArrayList<>();
    for (Subject subject : subjects(scene)) {
      ranking.add(cause(scene, subject, strongest, reach(suspects, subject)));
    }
    ranking.sort(ORDER);
    return new Diagnosis(
        verdict(scene, ranking, suspects), ranking, ChangeRelevance.examine(scene));
  }

  /** Names the first, if there is something to explain and trusted evidence is strong enough. */
  private Verdict verdict(Scene scene, List<Cause> ranking, Suspects suspects) {
    if (ranking.isEmpty() || !SymptomCheck.present(scene)) {
      return new Verdict.Unexplained();
    }
    Cause first = ranking.getFirst();
    List<Evidence> beyond =
        first.evidence().stream()
            .map(Evidence::beyondUsual)
            .filter(e -> e.strength() > 0)
            .sorted(STRONGEST)
            .toList();
    double reach = reach(suspects, first.subject());
    boolean enough =
        scene.symptoms().isEmpty()
            ? beyond.stream()
                .anyMatch(e -> e.strength() * reach >= weights.leastUnseen(e.modality()))
            : score(beyond) * reach >= weights.least();
    return enough ? new Verdict.Named(first.subject()) : new Verdict.Unexplained();
  }

  private Cause cause(
      Scene scene,
      Subject subject,
      SortedMap<Subject, Map<Modality, Evidence>> strongest,
      double reach) {
    List<Evidence> weighed = new ArrayList<>();
    strongest
        .getOrDefault(subject, Map.of())
        .forEach(
            (modality, evidence) -> {
              double own = evidence.strength();
              if (weights.spreadsToCallers(modality)) {
                own -= weights.victim() * strongestCallee(scene, subject, modality, strongest);
              }
              if (own > 0) {
                weighed.add(evidence.weighed(own, weights.of(modality)));
              }
            });
    weighed.sort(STRONGEST);
    Modality first = weighed.isEmpty() ? Modality.OUTSIDE : weighed.getFirst().modality();
    return new Cause(subject, first, score(weighed) * reach, weighed);
  }

  /** The strongest, and half the second. */
  private double score(List<Evidence> sorted) {
    double second = sorted.size() > 1 ? weights.second() * sorted.get(1).strength() : 0;
    return sorted.isEmpty() ? 0 : sorted.getFirst().strength() + second;
  }

  private double reach(Suspects suspects, Subject subject) {
    return suspects.contains(subject) ? 1 : weights.outside();
  }

  private static double strongestCallee(
      Scene scene,
      Subject subject,
      Modality modality,
      SortedMap<Subject, Map<Modality, Evidence>> strongest) {
    double most = 0;
    for (Subject callee : scene.calls().callees(subject)) {
      Evidence evidence = strongest.getOrDefault(callee, Map.of()).get(modality);
      most = Math.max(most, evidence == null ? 0 : evidence.strength());
    }
    return most;
  }

  private static NavigableSet<Subject> subjects(Scene scene) {
    NavigableSet<Subject> all = new TreeSet<>();
    scene.signals().stream().map(Signal::subject).forEach(all::add);
    scene.spans().allAfter().stream().map(SpanSample::subject).forEach(all::add);
    scene.logs().allAfter().stream().map(LogLine::subject).forEach(all::add);
    return all;
  }
}
