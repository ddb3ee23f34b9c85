// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident;

import dev.ballast.model.Health;
import java.util.Comparator;
import java.util.List;

/** An incident in one line. */
final class Titles {

  private static final Comparator<Symptom> WORST =
      Comparator.comparing(Symptom::isActive)
          .thenComparing((Symptom symptom) -> !symptom.sign().warns())
          .thenComparing(Symptom::health)
          .reversed()
          .thenComparing(Symptom::since)
          .thenComparing(Symptom::key);

  private Titles() {}

  static String of(Incident incident) {
    return symptom(incident) + cause(incident);
  }

  private static String symptom(Incident incident) {
    List<Symptom> sorted = incident.symptoms().stream().sorted(WORST).toList();
    if (sorted.isEmpty()) {
      return incident.alerts().getFirst().name();
    }
    long others = sorted.stream().map(Symptom::place).distinct().count() - 1;
    Symptom worst = sorted.getFirst();
    Health health =
        worst.isActive() && worst.health().compareTo(Health.DEGRADED) >= 0
            ? worst.health()
            : incident.severity();
    return worst.place()
        + (others == 0 ? "" : " and " + others + " more")
        + (incident.isOpen() ? " " : " was ")
        + (worst.sign().warns() ? "at risk" : health)
        + ": "
        + what(worst);
  }

  private static String what(Symptom symptom) {
    return switch (symptom.sign()) {
      case LATENCY -> "too slow";
      case ERRORS -> "too many errors";
      case OTHER -> "objective missed";
      case CAPACITY -> "runs out of " + symptom.slo().substring(symptom.slo().indexOf('/') + 1);
      case TRAFFIC -> "far more requests than usual";
    };
  }

  private static String cause(Incident incident) {
    return switch (incident.explanation().verdict()) {
      case PENDING -> "";
      case UNEXPLAINED -> "; no cause found";
      case NAMED ->
          incident.cause().map(cause -> "; root cause: " + cause.suspect().text()).orElse("");
    };
  }
}
