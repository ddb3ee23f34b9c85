// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import dev.ballast.model.Place;
import dev.ballast.model.Remediation;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Where triggers hold, and since when: the one thing that a crash forgets. Not thread-safe. */
final class Triggers {

  private final Senses senses;
  private final Map<Spot, Instant> since = new HashMap<>();

  Triggers(Senses senses) {
    this.senses = senses;
  }

  /** One remediation at one place. */
  record Spot(String remediation, Place place) implements Comparable<Spot> {
    private static final Comparator<Spot> ORDER =
        Comparator.comparing(Spot::remediation).thenComparing(Spot::place);

    @Override
    public int compareTo(Spot other) {
      return ORDER.compare(this, other);
    }
  }

  /** Those that hold now and have done so for as long as they have to. */
  Map<Spot, Symptom> look(Collection<Remediation> rules, Instant now) {
    Map<Spot, Symptom> sick = new TreeMap<>();
    Set<Spot> held = new HashSet<>();
    for (Remediation one : rules) {
      for (Symptom symptom : senses.symptoms(one)) {
        if (!one.region().isEmpty() && !one.region().equals(symptom.place().region())) {
          continue;
        }
        Spot spot = new Spot(one.name(), symptom.place());
        held.add(spot);
        Duration lasted = Duration.between(since.computeIfAbsent(spot, _ -> now), now);
        if (lasted.compareTo(one.trigger().after()) >= 0) {
          sick.put(spot, symptom);
        }
      }
    }
    since.keySet().retainAll(held);
    return sick;
  }

  static int places(Map<Spot, Symptom> sick) {
    return (int) sick.keySet().stream().map(Spot::place).distinct().count();
  }
}
