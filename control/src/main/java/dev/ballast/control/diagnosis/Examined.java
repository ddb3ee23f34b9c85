// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis;

import dev.ballast.control.diagnosis.evidence.Detectors;
import dev.ballast.control.diagnosis.evidence.Evidence;
import dev.ballast.control.diagnosis.evidence.Modality;
import dev.ballast.control.diagnosis.evidence.Suspects;
import dev.ballast.control.diagnosis.evidence.SymptomCheck;
import dev.ballast.control.diagnosis.scene.CallGraph;
import dev.ballast.control.diagnosis.scene.LogLine;
import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.diagnosis.scene.Signal;
import dev.ballast.control.diagnosis.scene.SpanSample;
import dev.ballast.control.diagnosis.scene.Subject;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the detectors found in a scene, not weighed yet: costly to make, small to keep, so that one
 * scene can be weighed in many ways.
 */
public final class Examined {

  private final NavigableSet<Subject> subjects;
  private final SortedMap<Subject, Map<Modality, Evidence>> strongest = new TreeMap<>();
  private final Suspects suspects;
  private final CallGraph calls;
  private final boolean symptomPresent;
  private final boolean symptomNamed;

  private Examined(Scene scene) {
    for (Evidence evidence : Detectors.examine(scene)) {
      strongest
          .computeIfAbsent(evidence.subject(), any -> new EnumMap<>(Modality.class))
          .merge(evidence.modality(), evidence, (a, b) -> b.strength() > a.strength() ? b : a);
    }
    subjects = subjects(scene);
    suspects = new Suspects(scene);
    calls = scene.calls();
    symptomPresent = SymptomCheck.present(scene);
    symptomNamed = !scene.symptoms().isEmpty();
  }

  /** Asks every detector. */
  public static Examined of(Scene scene) {
    return new Examined(scene);
  }

  private static NavigableSet<Subject> subjects(Scene scene) {
    NavigableSet<Subject> all = new TreeSet<>();
    scene.signals().stream().map(Signal::subject).forEach(all::add);
    scene.spans().allAfter().stream().map(SpanSample::subject).forEach(all::add);
    scene.logs().allAfter().stream().map(LogLine::subject).forEach(all::add);
    return all;
  }

  NavigableSet<Subject> subjects() {
    return subjects;
  }

  /** The strongest finding about a subject of each kind. */
  Map<Modality, Evidence> of(Subject subject) {
    return strongest.getOrDefault(subject, Map.of());
  }

  /** The strongest finding of a kind about any that it calls; 0 when there is none. */
  double strongestCallee(Subject subject, Modality modality) {
    double most = 0;
    for (Subject callee : calls.callees(subject)) {
      Evidence evidence = of(callee).get(modality);
      most = Math.max(most, evidence == null ? 0 : evidence.strength());
    }
    return most;
  }

  boolean isSuspect(Subject subject) {
    return suspects.contains(subject);
  }

  /** Whether there is anything to explain. */
  boolean isSymptomPresent() {
    return symptomPresent;
  }

  /** Whether anybody said what the symptom is. */
  boolean isSymptomNamed() {
    return symptomNamed;
  }
}
