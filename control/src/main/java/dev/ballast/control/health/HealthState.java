// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import dev.ballast.model.SloName;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the state machines remember from one tick to the next.
 *
 * @param standings the health that each place was last said to have
 */
record HealthState(Map<Watched, Condition> conditions, Map<Place, Standing> standings) {

  static final HealthState EMPTY = new HealthState(Map.of(), Map.of());

  HealthState {
    conditions = Map.copyOf(conditions);
    standings = Map.copyOf(standings);
  }

  /** One machine: an SLO at a place. */
  record Watched(SloName slo, Place place) {}

  /** A health and when it began. */
  record Standing(Health health, Instant since) {}

  /**
   * What is left of services that are still there. A place that one tick does not see, since
   * telemetry was silent, is remembered until it is seen again.
   */
  HealthState ofServices(Set<ServiceName> services) {
    Map<Watched, Condition> keptConditions = new HashMap<>(conditions);
    keptConditions.keySet().removeIf(watched -> !services.contains(watched.place().service()));
    Map<Place, Standing> keptStandings = new HashMap<>(standings);
    keptStandings.keySet().removeIf(place -> !services.contains(place.service()));
    return new HealthState(keptConditions, keptStandings);
  }

  Condition condition(Watched watched, Instant now) {
    Condition known = conditions.get(watched);
    return known == null ? Condition.unknown(now) : known;
  }

  Standing standing(Place place, Instant now) {
    Standing known = standings.get(place);
    return known == null ? new Standing(Health.UNKNOWN, now) : known;
  }
}
