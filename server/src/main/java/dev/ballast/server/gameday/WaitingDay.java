// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import dev.ballast.control.gameday.LiveApprovals;
import dev.ballast.model.gameday.GameDay;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A plan that is live and that somebody wants.
 *
 * @param until when the first yes of it is over
 */
public record WaitingDay(String digest, GameDay day, LiveApprovals said, Instant until) {

  /** Whether a yes of this person would count: who may say one and has not. */
  public boolean waitsFor(String person) {
    return day.roles().leads(person) && !said.people().contains(person);
  }

  /** Who may still say yes by name; empty when any operator may. */
  public List<String> missing() {
    return Stream.of(day.roles().owner(), day.roles().coordinator())
        .filter(name -> !name.isEmpty() && waitsFor(name))
        .distinct()
        .toList();
  }
}
