// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.gameday;

import java.util.List;
import java.util.stream.Stream;

/**
 * Who does what. Empty names are nobody.
 *
 * @param owner answers for the day; may approve and stop
 * @param coordinator starts phases, opens gates, may stop
 * @param scribe writes down what is seen and decided
 * @param observers look and take notes
 * @param responders act as on any bad day, and are not told of the fault before
 */
public record Roles(
    String owner,
    String coordinator,
    String scribe,
    List<String> observers,
    List<String> responders) {

  public static final Roles NOBODY = new Roles("", "", "", List.of(), List.of());

  public Roles {
    observers = List.copyOf(observers);
    responders = List.copyOf(responders);
  }

  /** Whether no name is given for who may lead: then whoever may operate may. */
  public boolean isOpen() {
    return owner.isEmpty() && coordinator.isEmpty();
  }

  /** Whether somebody may start, open gates and stop. */
  public boolean leads(String name) {
    return isOpen() || (!name.isEmpty() && (name.equals(owner) || name.equals(coordinator)));
  }

  /** The role of a name, for the record; empty when it has none. */
  public String of(String name) {
    if (name.isEmpty()) {
      return "";
    }
    if (name.equals(owner)) {
      return "owner";
    }
    if (name.equals(coordinator)) {
      return "coordinator";
    }
    if (name.equals(scribe)) {
      return "scribe";
    }
    return responders.contains(name) ? "responder" : observers.contains(name) ? "observer" : "";
  }

  /** All who are named. */
  public List<String> all() {
    return Stream.concat(
            Stream.of(owner, coordinator, scribe),
            Stream.concat(observers.stream(), responders.stream()))
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }
}
