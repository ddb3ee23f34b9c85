// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import dev.ballast.ledger.Interlocks.Interlock;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What is known at the moment of deciding.
 *
 * @param newest when the newest telemetry is from that the decision rests on
 * @param conditions each precondition, asked just now
 * @param placeRate requests a second of the place; NaN unknown
 * @param serviceRate requests a second of the service; NaN unknown
 * @param money what a minute without the service costs; NaN unknown
 * @param watched how many places are watched
 * @param related services that hang together with this one, itself included
 * @param interlocks what is under way
 */
public record Facts(
    Instant newest,
    List<Condition> conditions,
    double placeRate,
    double serviceRate,
    double money,
    int watched,
    Set<String> related,
    List<Interlock> interlocks) {

  /** A precondition, asked. */
  public record Condition(String name, State state) {

    /** What the answer was. */
    public enum State {
      HOLDS,
      BROKEN,
      UNKNOWN
    }
  }

  public Facts {
    conditions = List.copyOf(conditions);
    related = Set.copyOf(related);
    interlocks = List.copyOf(interlocks);
  }
}
