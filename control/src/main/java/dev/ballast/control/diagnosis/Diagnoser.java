// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis;

import dev.ballast.control.diagnosis.evidence.Detectors;
import dev.ballast.control.diagnosis.evidence.Evidence;
import dev.ballast.control.diagnosis.evidence.Modality;
import dev.ballast.control.diagnosis.evidence.Suspects;
import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.diagnosis.scene.Signal;
import dev.ballast.control.diagnosis.scene.SpanSample;
import dev.ballast.control.diagnosis.scene.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.NavigableSet;
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
          .merge(
              evidence.modality(), evidence, (a, b) -> b.strength() > a.strength() ? b : a);
    }
    List<Cause> ranking = new ArrayList<>();
    for (Subject subject : subjects(scene)) {
      ranking.add(cause(scene, subject, strongest));
    }
    ranking.sort(ORDER);
    Verdict verdict =
        ranking.isEmpty() || ranking.getFirst().score() < weights.least()
            ? new Verdict.Unexplained()
            : new Verdict.Named(ranking.getFirst().subject());
    return new Diagnosis(verdict, ranking);
  }

  private Cause cause(
      Scene scene, Subject subject, SortedMap<Subject, Map<Modality, Evidence>> strongest) {
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
                weighed.add(evidence.withStrength(own * weights.of(modality)));
              }
            });
    weighed.sort(STRONGEST);
    double score = weighed.isEmpty() ? 0 : weighed.getFirst().strength();
    if (weighed.size() > 1) {
      score += weights.second() * weighed.get(1).strength();
    }
    if (!Suspects.inReach(scene, subject)) {
      score *= weights.outside();
    }
    Modality first = weighed.isEmpty() ? Modality.OUTSIDE : weighed.getFirst().modality();
    return new Cause(subject, first, score, weighed);
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
    return all;
  }
}
