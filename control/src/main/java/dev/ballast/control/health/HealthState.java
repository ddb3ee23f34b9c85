// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.model.SloName;
import java.time.Instant;
import java.util.Map;

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

  Condition condition(Watched watched, Instant now) {
    Condition known = conditions.get(watched);
    return known == null ? Condition.unknown(now) : known;
  }

  Standing standing(Place place, Instant now) {
    Standing known = standings.get(place);
    return known == null ? new Standing(Health.UNKNOWN, now) : known;
  }
}
