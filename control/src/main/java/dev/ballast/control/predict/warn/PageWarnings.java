// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.warn;

import dev.ballast.model.Event;
import dev.ballast.model.Urgency;
import dev.ballast.model.Webhook;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads what is told about incidents from the events that say who is told. Whether it is told was
 * decided before: such a warning is never a repetition.
 */
final class PageWarnings {

  private static final String DETAIL = "detail_";

  private PageWarnings() {}

  static Optional<Warning> of(Event event) {
    if (Warnings.first(event, "webhooks").isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> details = new TreeMap<>();
    event
        .attributes()
        .forEach(
            (name, value) -> {
              if (name.startsWith(DETAIL)) {
                details.put(name.substring(DETAIL.length()), value);
              }
            });
    for (String name : new String[] {"incident", "kind", "reason", "people", "began"}) {
      details.put(name, Warnings.first(event, name));
    }
    return Optional.of(
        new Warning(
            event.sequence(),
            event.at(),
            Webhook.Topic.INCIDENT,
            Warnings.key("incident/" + Warnings.first(event, "incident")),
            urgency(Warnings.first(event, "urgency")),
            Warnings.first(event, "what"),
            Warnings.first(event, "where"),
            Warnings.first(event, "since"),
            Warnings.first(event, "why"),
            Warnings.first(event, "certainty"),
            Warnings.first(event, "action"),
            Warnings.first(event, "command"),
            Warnings.first(event, "page"),
            details));
  }

  private static Urgency urgency(String word) {
    return Arrays.stream(Urgency.values())
        .filter(urgency -> urgency.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElse(Urgency.NOW);
  }
}
