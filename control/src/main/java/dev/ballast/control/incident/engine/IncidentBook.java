// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.engine;

import dev.ballast.control.incident.Incident;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All incidents that are remembered, immutable.
 *
 * @param next the number of the next one; none is given twice
 */
public record IncidentBook(List<Incident> incidents, long next) {

  /** Open ones are all kept, of the others the newest. */
  public static final int MOST = 500;

  private static final Comparator<Incident> ORDER =
      Comparator.comparing(Incident::isOpen)
          .thenComparing((Incident incident) -> incident.times().opened())
          .thenComparingLong(IncidentBook::number)
          .reversed();

  // After the order, which it is sorted by.
  public static final IncidentBook EMPTY = new IncidentBook(List.of(), 1);

  public IncidentBook {
    incidents = incidents.stream().sorted(ORDER).toList();
    if (incidents.size() > MOST) {
      int open = (int) incidents.stream().filter(Incident::isOpen).count();
      incidents = incidents.subList(0, Math.max(open, MOST));
    }
  }

  /** What was kept somewhere. */
  public static IncidentBook of(Collection<Incident> kept) {
    long newest = kept.stream().mapToLong(IncidentBook::number).max().orElse(0);
    return new IncidentBook(List.copyOf(kept), newest + 1);
  }

  private static long number(Incident incident) {
    return number(incident.id());
  }

  /** The number in an id; 0 in one that has none. */
  public static long number(String id) {
    String digits = id.substring(id.lastIndexOf('-') + 1);
    return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : 0;
  }

  public Optional<Incident> find(String id) {
    return incidents.stream().filter(incident -> incident.id().equals(id)).findFirst();
  }

  public List<Incident> open() {
    return incidents.stream().filter(Incident::isOpen).toList();
  }

  /** With one that has been worked on, unless it has changed meanwhile. */
  public IncidentBook replaced(Incident before, Incident after) {
    return find(before.id()).filter(before::equals).isPresent() ? with(List.of(after)) : this;
  }

  /** With these instead of those with the same ids. */
  IncidentBook with(Collection<Incident> newer) {
    SortedMap<String, Incident> all = new TreeMap<>();
    incidents.forEach(incident -> all.put(incident.id(), incident));
    newer.forEach(incident -> all.put(incident.id(), incident));
    long highest = newer.stream().mapToLong(IncidentBook::number).max().orElse(0);
    return new IncidentBook(new ArrayList<>(all.values()), Math.max(next, highest + 1));
  }
}
