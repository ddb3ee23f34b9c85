// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.account;

import dev.ballast.model.Place;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who gets far more requests than before from outside: more users, and nobody's fault.
 *
 * <p>Note. Requests of which no known caller tells come from outside. Growth of these is a surge;
 * growth that callers explain (retries, a loop) is not, and belongs to whoever retries. Growth that
 * the same service lost in other regions is not more users either: they moved, and the cause is
 * where they came from.
 */
public final class Arrivals {

  /** Of the callers' requests in all: below, a place has an outside of its own. */
  private static final double OF_CALLERS = 0.9;

  /** Of the growth: when other regions lost so much, it came from there. */
  private static final double MOVED = 0.5;

  private Arrivals() {}

  /**
   * A place where more arrives than before, or less.
   *
   * @param before requests a second from outside
   * @param after the same since the onset
   */
  public record Surge(Place place, double before, double after) {
    public double factor() {
      return after / before;
    }

    double lost() {
      return Math.max(0, before - after);
    }
  }

  /**
   * The largest surge that reaches any of the places.
   *
   * @param least the factor below which more requests are none
   */
  public static Optional<Surge> reaching(
      Accounts accounts, Collection<Place> symptoms, double least) {
    return entrances(accounts, symptoms).stream()
        .map(place -> surge(accounts, place))
        .filter(surge -> surge.before() > 0 && surge.factor() >= least)
        .max(
            Comparator.comparingDouble((Surge surge) -> surge.after() - surge.before())
                .thenComparing(Surge::place));
  }

  /** Where most of a surge came from; empty when these are more users and nobody left elsewhere. */
  public static Optional<Surge> leftFor(Accounts accounts, Surge surge) {
    List<Surge> left =
        accounts.places().stream()
            .filter(place -> place.service().equals(surge.place().service()))
            .filter(place -> !place.equals(surge.place()) && accounts.tells(place))
            .map(place -> surge(accounts, place))
            .filter(place -> place.lost() > 0)
            .toList();
    double lost = left.stream().mapToDouble(Surge::lost).sum();
    return lost < MOVED * (surge.after() - surge.before())
        ? Optional.empty()
        : left.stream().max(Comparator.comparingDouble(Surge::lost).thenComparing(Surge::place));
  }

  private static Surge surge(Accounts accounts, Place place) {
    double before = accounts.of(place).before().calls();
    double after = accounts.of(place).after().calls();
    for (Link link : accounts.in(place)) {
      before -= link.seen().before().calls();
      after -= link.seen().after().calls();
    }
    return new Surge(place, Math.max(0, before), Math.max(0, after));
  }

  /** Places with telemetry that calls from outside reach, among all whose calls get there. */
  private static SortedSet<Place> entrances(Accounts accounts, Collection<Place> symptoms) {
    Set<Place> seen = new HashSet<>();
    SortedSet<Place> open = new TreeSet<>();
    symptoms.forEach(symptom -> open.addAll(accounts.meant(symptom)));
    SortedSet<Place> entrances = new TreeSet<>();
    while (!open.isEmpty()) {
      Place place = open.removeFirst();
      if (seen.add(place)) {
        double called = 0;
        for (Link link : accounts.in(place)) {
          called += link.seen().after().calls();
          open.add(link.client());
        }
        if (accounts.tells(place) && called < OF_CALLERS * accounts.of(place).after().calls()) {
          entrances.add(place);
        }
      }
    }
    return entrances;
  }
}
