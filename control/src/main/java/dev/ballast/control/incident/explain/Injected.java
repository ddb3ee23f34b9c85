// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.explain;

import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.ChangeSeen.Relevance;
import dev.ballast.control.incident.account.Accounts;
import dev.ballast.control.incident.account.Link;
import dev.ballast.model.Place;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is thought of a fault that somebody injected: only whether what is hurt needs the place. It
 * never counts for or against a cause, so that the diagnosis can be scored on it.
 */
final class Injected {

  private Injected() {}

  static ChangeSeen opinion(ChangeSeen fault, List<Blame> group, Accounts accounts) {
    boolean needed = needed(group, accounts).stream().anyMatch(place -> isAt(fault, place));
    return needed
        ? new ChangeSeen(
            fault.id(),
            fault.kind(),
            fault.service(),
            fault.region(),
            fault.before(),
            fault.after(),
            fault.text(),
            fault.at(),
            Relevance.POSSIBLE,
            "a fault is injected there on purpose, and what is hurt needs it",
            fault.evidence())
        : fault;
  }

  /** The places that are hurt, and all that they call, directly or not. */
  private static SortedSet<Place> needed(List<Blame> group, Accounts accounts) {
    SortedSet<Place> seen = new TreeSet<>();
    Deque<Place> next = new ArrayDeque<>();
    for (Blame blame : group) {
      next.add(blame.symptom().place());
      next.addAll(accounts.meant(blame.symptom().place()));
    }
    while (!next.isEmpty()) {
      Place place = next.remove();
      if (seen.add(place)) {
        accounts.out(place).stream().map(Link::server).forEach(next::add);
      }
    }
    return seen;
  }

  private static boolean isAt(ChangeSeen fault, Place place) {
    return fault.service().equals(place.service().value())
        && (fault.region().isEmpty() || place.isWhole() || fault.region().equals(place.region()));
  }
}
