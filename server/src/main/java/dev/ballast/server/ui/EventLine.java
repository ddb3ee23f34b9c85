// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.model.Event;
import java.util.stream.Collectors;

/** One line of the page of events. */
public record EventLine(
    String when, String exact, String name, String text, String link, String actor, String detail) {

  static EventLine of(Event event, Sight sight) {
    FeedItem item = FeedItem.of(event, sight);
    return new EventLine(
        sight.clock(event.at()),
        sight.exact(event.at()),
        event.name(),
        event.text(),
        item.link().equals("/events") ? "" : item.link(),
        event.actor(),
        event.attributes().entrySet().stream()
            .map(e -> e.getKey() + ": " + e.getValue())
            .collect(Collectors.joining("\n")));
  }
}
