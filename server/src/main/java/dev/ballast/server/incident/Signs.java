// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.incident;

import dev.ballast.control.incident.AlertSeen;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.Symptom.Sign;
import dev.ballast.model.Health;
import dev.ballast.model.Names;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a diagnosis is to explain: the symptoms of an incident; of one without, what alerts say. */
final class Signs {

  /** Of a storm, the first are enough to find what is behind it. */
  private static final int MOST = 20;

  private static final Pattern SLOW =
      Pattern.compile("(?i)latenc|slow|duration|p9\\d|timeout|saturat");
  private static final Pattern FAILING = Pattern.compile("(?i)error|fail|5xx|availab|down|burn");

  private Signs() {}

  static List<Symptom> of(Incident incident) {
    List<Symptom> symptoms = incident.symptoms().stream().filter(Symptom::isActive).toList();
    return incident.symptoms().isEmpty() ? ofAlerts(incident) : symptoms;
  }

  private static List<Symptom> ofAlerts(Incident incident) {
    Map<Place, Symptom> symptoms = new LinkedHashMap<>();
    for (AlertSeen alert : incident.alerts()) {
      if (alert.ended() == null && Names.isValid(alert.service()) && symptoms.size() < MOST) {
        Place place = new Place(new ServiceName(alert.service()), alert.region());
        symptoms.putIfAbsent(
            place,
            new Symptom(
                place,
                alert.name(),
                sign(alert.name() + " " + alert.text()),
                Health.DEGRADED,
                alert.since(),
                null,
                alert.text(),
                List.of()));
      }
    }
    return List.copyOf(symptoms.values());
  }

  /** By the words that people name alerts with. */
  private static Sign sign(String words) {
    if (SLOW.matcher(words).find()) {
      return Sign.LATENCY;
    }
    return FAILING.matcher(words).find() ? Sign.ERRORS : Sign.OTHER;
  }
}
