// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.engine;

import dev.ballast.control.incident.Evidence;
import dev.ballast.control.incident.Symptom;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import java.time.Instant;
import java.util.List;

/**
 * What one promise at one place says now.
 *
 * @param since when its health began, as far as it is known; for what is sick, the onset
 * @param evidence whose ids are not given yet
 */
public record Reading(
    Place place,
    String slo,
    Symptom.Sign sign,
    Health health,
    Instant since,
    String text,
    List<Evidence> evidence) {

  public Reading {
    evidence = List.copyOf(evidence);
  }

  public boolean isSick() {
    return health == Health.DEGRADED || health == Health.UNHEALTHY;
  }

  String key() {
    return new Symptom(place, slo, sign, health, since, null, text, List.of()).key();
  }
}
