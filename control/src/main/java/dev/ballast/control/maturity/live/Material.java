// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity.live;

import dev.ballast.model.Configuration;
import dev.ballast.model.Event;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * All that is known.
 *
 * @param configuredAt when the configuration came into force
 * @param events of the ledger, in any order
 */
public record Material(
    Instant now,
    Configuration configuration,
    Instant configuredAt,
    List<Event> events,
    Sights sights) {

  private static final Comparator<Event> OLDEST_FIRST =
      Comparator.comparing(Event::at).thenComparingLong(Event::sequence);

  public Material {
    events = events.stream().sorted(OLDEST_FIRST).toList();
  }
}
