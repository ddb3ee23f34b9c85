// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.sight;

import dev.ballast.control.regions.sight.Sighting.Outcome;
import dev.ballast.model.RegionName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What all looks at a region amount to at one moment, before anybody asks how long it has been so.
 *
 * @param state never {@code DRAINING} or {@code FENCED}: those are decisions, and this is evidence
 * @param places outside from which there is fresh evidence
 * @param evidence the looks that it rests on
 */
public record Glance(
    RegionName region,
    Instant at,
    RegionState state,
    String text,
    Set<String> places,
    List<Sighting> evidence) {

  // A region is lost when it is silent from everywhere, in every aspect, and does not speak up
  // itself. Anything else is a gray failure or a cut: a path, a direction, a part. Those hurt, too,
  // but taking a living region out on them makes two owners of the writes out of one (Huang et al.
  // 2017, "Gray failure"). So one answer, of anything, to anybody, is a sign of life; and one place
  // that gets answers is enough to call a region well, since two are needed only to call it lost.

  public Glance {
    places = Set.copyOf(places);
    evidence = List.copyOf(evidence);
  }

  /**
   * Weighs the newest look of each at each aspect.
   *
   * @param sightings of any region and age
   */
  public static Glance of(
      RegionName region, Collection<Sighting> sightings, SightPolicy policy, Instant now) {
    List<Sighting> fresh = newest(region, sightings, policy, now);
    List<Sighting> outside = fresh.stream().filter(s -> !s.from().isIn(region)).toList();
    Map<String, List<Sighting>> byPlace =
        outside.stream()
            .filter(s -> s.aspect() != Aspect.REPORT)
            .collect(
                Collectors.groupingBy(s -> s.from().place(), TreeMap::new, Collectors.toList()));
    Set<String> places = new TreeSet<>(byPlace.keySet());
    boolean answered = outside.stream().anyMatch(s -> s.outcome() != Outcome.SILENT);
    if (places.size() < policy.places() && !answered) {
      return new Glance(
          region,
          now,
          RegionState.UNKNOWN,
          "no answer to %s, which is too few to tell (needed: %d places outside)"
              .formatted(places.isEmpty() ? "anybody" : String.join(", ", places), policy.places()),
          places,
          fresh);
    }
    List<String> dark = new ArrayList<>();
    byPlace.forEach(
        (place, looks) -> {
          if (looks.stream().allMatch(s -> s.outcome() == Outcome.SILENT)) {
            dark.add(place);
          }
        });
    RegionState state;
    String text;
    if (dark.size() == places.size()) {
      List<Sighting> life =
          fresh.stream()
              .filter(s -> s.from().isIn(region) || s.aspect() == Aspect.REPORT)
              .filter(s -> s.outcome() != Outcome.SILENT)
              .toList();
      state = life.isEmpty() ? RegionState.DOWN : RegionState.ISOLATED;
      text =
          life.isEmpty()
              ? "silent from %s, and says nothing itself".formatted(String.join(" and ", places))
              : "silent from %s, yet it lives: %s"
                  .formatted(String.join(" and ", places), life.getFirst().text());
    } else if (!dark.isEmpty()) {
      state = RegionState.DEGRADED;
      text =
          "silent from %s, seen from %s: a cut, or a part of it"
              .formatted(String.join(", ", dark), String.join(", ", others(places, dark)));
    } else {
      List<Sighting> bad = fresh.stream().filter(s -> s.outcome() != Outcome.ANSWERS).toList();
      state = bad.isEmpty() ? RegionState.HEALTHY : RegionState.DEGRADED;
      text = bad.isEmpty() ? "answers " + String.join(" and ", places) : bad.getFirst().text();
    }
    return new Glance(region, now, state, text, places, fresh);
  }

  /** Whether nobody outside gets an answer of any kind. */
  public boolean isDark() {
    return state == RegionState.DOWN || state == RegionState.ISOLATED;
  }

  private static Set<String> others(Set<String> places, List<String> dark) {
    Set<String> rest = new TreeSet<>(places);
    rest.removeAll(Set.copyOf(dark));
    return rest;
  }

  private record Look(Vantage from, Aspect aspect) {}

  private static List<Sighting> newest(
      RegionName region, Collection<Sighting> sightings, SightPolicy policy, Instant now) {
    Map<Look, Sighting> newest = new LinkedHashMap<>();
    Instant oldest = now.minus(policy.fresh());
    for (Sighting one : sightings) {
      if (one.of().equals(region) && one.at().isAfter(oldest)) {
        newest.merge(
            new Look(one.from(), one.aspect()), one, (a, b) -> b.at().isBefore(a.at()) ? a : b);
      }
    }
    return List.copyOf(newest.values());
  }
}
