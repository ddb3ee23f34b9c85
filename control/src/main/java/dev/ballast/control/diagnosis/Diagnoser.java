// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis;

import dev.ballast.control.diagnosis.change.ChangeRelevance;
import dev.ballast.control.diagnosis.evidence.Evidence;
import dev.ballast.control.diagnosis.evidence.Modality;
import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.diagnosis.scene.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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
    Examined examined = Examined.of(scene);
    List<Cause> ranking = rank(examined);
    return new Diagnosis(verdict(examined, ranking), ranking, ChangeRelevance.examine(scene));
  }

  /** All candidates by score, equal ones by name. */
  public List<Cause> rank(Examined examined) {
    List<Cause> ranking = new ArrayList<>();
    for (Subject subject : examined.subjects()) {
      ranking.add(cause(examined, subject));
    }
    ranking.sort(ORDER);
    return ranking;
  }

  /** Names the first, if there is something to explain and trusted evidence is strong enough. */
  public Verdict verdict(Examined examined, List<Cause> ranking) {
    if (ranking.isEmpty() || !examined.isSymptomPresent()) {
      return new Verdict.Unexplained();
    }
    Cause first = ranking.getFirst();
    List<Evidence> beyond =
        first.evidence().stream()
            .map(Evidence::beyondUsual)
            .filter(e -> e.strength() > 0)
            .sorted(STRONGEST)
            .toList();
    double reach = reach(examined, first.subject());
    boolean enough =
        examined.isSymptomNamed()
            ? score(beyond) * reach >= weights.least()
            : beyond.stream()
                .anyMatch(e -> e.strength() * reach >= weights.leastUnseen(e.modality()));
    return enough ? new Verdict.Named(first.subject()) : new Verdict.Unexplained();
  }

  private Cause cause(Examined examined, Subject subject) {
    List<Evidence> weighed = new ArrayList<>();
    examined
        .of(subject)
        .forEach(
            (modality, evidence) -> {
              double own = evidence.strength();
              if (weights.spreadsToCallers(modality)) {
                own -= weights.victim() * examined.strongestCallee(subject, modality);
              }
              if (own > 0) {
                weighed.add(evidence.weighed(own, weights.of(modality)));
              }
            });
    weighed.sort(STRONGEST);
    Modality first = weighed.isEmpty() ? Modality.OUTSIDE : weighed.getFirst().modality();
    return new Cause(subject, first, score(weighed) * reach(examined, subject), weighed);
  }

  /** The strongest, and half the second. */
  private double score(List<Evidence> sorted) {
    double second = sorted.size() > 1 ? weights.second() * sorted.get(1).strength() : 0;
    return sorted.isEmpty() ? 0 : sorted.getFirst().strength() + second;
  }

  private double reach(Examined examined, Subject subject) {
    return examined.isSuspect(subject) ? 1 : weights.outside();
  }
}
