// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gameday;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether two people want a plan as it is, by what the ledger has. Pure.
 *
 * @param people who said yes to this plan, lately
 */
public record LiveApprovals(SortedSet<String> people) {

  /** A yes holds for so long. */
  public static final Duration HOLDS = Duration.ofMinutes(15);

  public static final int NEEDED = 2;

  /**
   * Somebody's yes.
   *
   * @param digest of the plan that it is about
   */
  public record Yes(String by, String digest, Instant at) {}

  public LiveApprovals {
    people = Collections.unmodifiableSortedSet(new TreeSet<>(people));
  }

  public static LiveApprovals of(String digest, Collection<Yes> all, Instant now) {
    TreeSet<String> people = new TreeSet<>();
    for (Yes yes : all) {
      if (yes.digest().equals(digest) && !now.isAfter(yes.at().plus(HOLDS))) {
        people.add(yes.by());
      }
    }
    return new LiveApprovals(people);
  }

  /** When the first of those that count is over; empty when none does. */
  public static Optional<Instant> until(String digest, Collection<Yes> all, Instant now) {
    return all.stream()
        .filter(yes -> yes.digest().equals(digest))
        .map(yes -> yes.at().plus(HOLDS))
        .filter(end -> !now.isAfter(end))
        .min(Comparator.naturalOrder());
  }

  public boolean areEnough() {
    return people.size() >= NEEDED;
  }

  public String text() {
    return "%d of %d people have said yes to this plan%s"
        .formatted(people.size(), NEEDED, people.isEmpty() ? "" : ": " + String.join(", ", people));
  }
}
