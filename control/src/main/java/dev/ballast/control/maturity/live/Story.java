// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity.live;

import dev.ballast.model.Event;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What became of one incident, as its events tell. */
final class Story {

  private static final String IN = " in ";

  final String id;
  final Event opening;
  final Instant onset;
  final boolean pages;
  final Set<String> services = new TreeSet<>();
  final Set<String> touched = new TreeSet<>();
  String cause = "";
  @Nullable Event acknowledged;
  @Nullable Event named;
  @Nullable Event resolved;
  @Nullable Event confirmed;
  boolean merged;

  Story(String id, Event opening) {
    this.id = id;
    this.opening = opening;
    this.onset = instant(opening.attributes().getOrDefault("onset", ""), opening.at());
    this.pages = opening.attributes().getOrDefault("pages", "true").equals("true");
  }

  void hear(Event event) {
    String service = event.attributes().getOrDefault("service", "");
    String blamed = event.attributes().getOrDefault("cause_service", "");
    if (!service.isEmpty()) {
      services.add(service);
    }
    if (!blamed.isEmpty()) {
      services.add(blamed);
      cause = blamed + "/" + event.attributes().getOrDefault("cause_class", "");
      named = named == null ? event : named;
    }
    touched.addAll(services);
    for (String place : event.attributes().getOrDefault("places", "").split(", ", -1)) {
      int in = place.indexOf(IN);
      String name = in < 0 ? place : place.substring(0, in);
      if (!name.isBlank()) {
        touched.add(name);
      }
    }
    switch (event.name()) {
      case "incident.acknowledged" -> acknowledged = acknowledged == null ? event : acknowledged;
      case "incident.resolved" -> resolved = event;
      case "incident.reopened" -> resolved = null;
      case "incident.confirmed" -> confirmed = event;
      case "incident.merged" -> merged = true;
      default -> {
        // The rest adds to the services and the cause only.
      }
    }
  }

  /** When it was over, or the end of time. */
  Instant endOrNever() {
    return resolved == null ? Instant.MAX : resolved.at();
  }

  static Instant instant(String text, Instant otherwise) {
    try {
      return text.isEmpty() ? otherwise : Instant.parse(text);
    } catch (java.time.format.DateTimeParseException _) {
      return otherwise;
    }
  }
}
