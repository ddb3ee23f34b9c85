// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import dev.ballast.control.health.HealthState.Standing;
import dev.ballast.control.health.HealthState.Watched;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.Limits;
import dev.ballast.model.Event;
import dev.ballast.model.Health;
import dev.ballast.model.Names;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import dev.ballast.model.SloName;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Changes of health as events of the ledger, and the ledger's last word on each place. */
final class HealthEvents {

  static final String NAME = "health.changed";

  /** UNKNOWN that was bad before, so that getting well must be proved. */
  private static final String UNRESOLVED = "UNRESOLVED";

  /** Enough for the last word on several hundred places. */
  private static final int LOOK_BACK = 5000;

  private HealthEvents() {}

  static Event changed(HealthChange change, HealthState state) {
    Place place = change.place();
    String slos =
        state.conditions().entrySet().stream()
            .filter(entry -> entry.getKey().place().equals(place))
            .map(entry -> entry.getKey().slo() + "=" + word(entry.getValue()))
            .sorted()
            .collect(Collectors.joining(" "));
    return new Event(
        0,
        change.at(),
        NAME,
        "service/" + place.service(),
        "ballast",
        Limits.cut(place + ": " + change.from() + " -> " + change.to() + ": " + change.text()),
        Map.of(
            "service", place.service().value(),
            "region", place.region(),
            "from", change.from().name(),
            "to", change.to().name(),
            "slo", change.slo(),
            "slo_health", slos,
            "text", Limits.cut(change.text())));
  }

  private static String word(Condition condition) {
    return condition.unresolved() ? UNRESOLVED : condition.health().name();
  }

  static HealthState restore(EventLog events, Instant now) {
    Map<Place, Standing> standings = new HashMap<>();
    Map<Watched, Condition> conditions = new HashMap<>();
    for (Event event : events.latest(EventFilter.named(NAME), LOOK_BACK)) {
      String service = event.attributes().getOrDefault("service", "");
      if (Names.isValid(service)) {
        Place place =
            new Place(new ServiceName(service), event.attributes().getOrDefault("region", ""));
        if (!standings.containsKey(place)) {
          Health health = health(event.attributes().getOrDefault("to", ""));
          standings.put(place, new Standing(health, event.at()));
          for (String slo : event.attributes().getOrDefault("slo_health", "").split(" ", -1)) {
            restore(slo, place, event.at(), now, conditions);
          }
        }
      }
    }
    return new HealthState(conditions, standings);
  }

  private static void restore(
      String slo, Place place, Instant at, Instant now, Map<Watched, Condition> conditions) {
    int equals = slo.indexOf('=');
    if (equals > 0 && Names.isValid(slo.substring(0, equals))) {
      conditions.put(
          new Watched(new SloName(slo.substring(0, equals)), place),
          restored(slo.substring(equals + 1), at, now));
    }
  }

  private static Condition restored(String word, Instant at, Instant now) {
    return Condition.restored(health(word), at, at, word.equals(UNRESOLVED), now);
  }

  private static Health health(String name) {
    return Stream.of(Health.values())
        .filter(health -> health.name().equals(name))
        .findFirst()
        .orElse(Health.UNKNOWN);
  }
}
