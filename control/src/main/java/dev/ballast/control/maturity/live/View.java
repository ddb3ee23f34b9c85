// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity.live;

import dev.ballast.control.maturity.FactName;
import dev.ballast.model.Event;
import java.time.Instant;
import java.util.List;

/**
 * What there is to read about one subject.
 *
 * @param service its name; empty: the whole organisation
 * @param slice what happened to it
 * @param sights what can be seen of it
 */
record View(String service, Shelf.Slice slice, Sights sights, Shelf shelf, Material material) {

  boolean isWhole() {
    return service.isEmpty();
  }

  Instant now() {
    return material.now();
  }

  /** Whether it is recent enough to count for a fact, and not of a time to come. */
  boolean counts(FactName name, Instant at) {
    return at.isAfter(now().minus(name.lookBack())) && !at.isAfter(now());
  }

  /** Events of a name that count for a fact, the oldest first. */
  List<Event> events(FactName fact, String name) {
    return slice.named(name).stream().filter(event -> counts(fact, event.at())).toList();
  }

  /** Incidents of its own that were opened recently enough. */
  List<Story> stories(FactName fact) {
    return stories(fact, slice.stories());
  }

  List<Story> stories(FactName fact, List<Story> from) {
    return from.stream().filter(story -> counts(fact, story.opening.at())).toList();
  }

  List<Release> releases(FactName fact) {
    return slice.releases().stream().filter(release -> counts(fact, release.at())).toList();
  }

  /** The value of an attribute that every event may lack. */
  static String said(Event event, String attribute) {
    return event.attributes().getOrDefault(attribute, "");
  }
}
