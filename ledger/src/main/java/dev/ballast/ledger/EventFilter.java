// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger;

import dev.ballast.model.Event;
import java.time.Instant;

/** Which events are wanted; an empty text and the extreme instants mean any. */
public record EventFilter(String namePrefix, String subject, Instant from, Instant to) {

  public static final EventFilter ANY = new EventFilter("", "", Instant.MIN, Instant.MAX);

  public static EventFilter named(String namePrefix) {
    return new EventFilter(namePrefix, "", Instant.MIN, Instant.MAX);
  }

  public EventFilter about(String newSubject) {
    return new EventFilter(namePrefix, newSubject, from, to);
  }

  public boolean accepts(Event event) {
    return event.name().startsWith(namePrefix)
        && (subject.isEmpty() || event.subject().equals(subject))
        && !event.at().isBefore(from)
        && !event.at().isAfter(to);
  }
}
