// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Symptom;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * An incident of a time, and when it was told of in that time: when it was opened, opened again,
 * or, of one that was open before, took up a symptom that began then.
 */
record Told(Incident incident, Instant at) {

  /**
   * Empty when it says nothing of that time.
   *
   * @param again when it was first opened again within that time
   */
  static Optional<Told> of(Incident incident, Optional<Instant> again, Instant from, Instant to) {
    Instant opened = incident.times().opened();
    if (isWithin(opened, from, to)) {
      return Optional.of(new Told(incident, opened));
    }
    if (opened.isAfter(to)) {
      return Optional.empty();
    }
    return again
        .or(() -> incident.endOr(to).isBefore(from) ? Optional.empty() : taken(incident, from, to))
        .map(at -> new Told(incident, at));
  }

  private static Optional<Instant> taken(Incident incident, Instant from, Instant to) {
    return incident.symptoms().stream()
        .map(Symptom::since)
        .filter(since -> isWithin(since, from, to))
        .min(Comparator.naturalOrder());
  }

  private static boolean isWithin(Instant at, Instant from, Instant to) {
    return !at.isBefore(from) && !at.isAfter(to);
  }
}
