// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.account;

import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What every place answered and every pair of places exchanged, before the onset and since. */
public final class Accounts {

  public static final Accounts EMPTY = new Accounts(new TreeMap<>(), List.of());

  private final SortedMap<Place, Compared> places;
  private final SortedMap<Place, List<Link>> out = new TreeMap<>();
  private final SortedMap<Place, List<Link>> in = new TreeMap<>();
  private final List<Link> links;

  /**
   * @param places what those with telemetry of their own answered
   * @param links self calls are left out: nobody waits for himself elsewhere
   */
  public Accounts(SortedMap<Place, Compared> places, Collection<Link> links) {
    this.places = new TreeMap<>(places);
    this.links = links.stream().filter(link -> !link.client().equals(link.server())).toList();
    for (Link link : this.links) {
      out.computeIfAbsent(link.client(), _ -> new ArrayList<>()).add(link);
      in.computeIfAbsent(link.server(), _ -> new ArrayList<>()).add(link);
    }
  }

  public boolean isEmpty() {
    return places.isEmpty() && links.isEmpty();
  }

  public List<Link> links() {
    return links;
  }

  public List<Link> out(Place place) {
    return out.getOrDefault(place, List.of());
  }

  public List<Link> in(Place place) {
    return in.getOrDefault(place, List.of());
  }

  /** Whether it tells of its own answers. */
  public boolean tells(Place place) {
    return places.containsKey(place);
  }

  /** What it answered: by itself, or else as its callers see it. */
  public Compared of(Place place) {
    Compared own = places.get(place);
    if (own != null) {
      return own;
    }
    Compared seen = Compared.NONE;
    for (Link link : in(place)) {
      seen = seen.plus(link.seen());
    }
    return seen;
  }

  /** Everywhere that something is known of. */
  public SortedSet<Place> places() {
    SortedSet<Place> all = new TreeSet<>(places.keySet());
    all.addAll(out.keySet());
    all.addAll(in.keySet());
    return all;
  }

  /** The place itself, or all the places of its service when nothing is known of exactly it. */
  public List<Place> meant(Place place) {
    SortedSet<Place> all = places();
    return all.contains(place) ? List.of(place) : of(all, place.service());
  }

  private static List<Place> of(SortedSet<Place> all, ServiceName service) {
    return all.stream().filter(place -> place.service().equals(service)).toList();
  }
}
