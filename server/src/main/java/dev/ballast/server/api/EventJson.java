// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import dev.ballast.model.Event;
import java.time.Instant;
import java.util.Map;

/** An event as it is kept. */
record EventJson(
    long sequence,
    Instant at,
    String name,
    String subject,
    String actor,
    String text,
    Map<String, String> attributes) {

  static EventJson of(Event event) {
    return new EventJson(
        event.sequence(),
        event.at(),
        event.name(),
        event.subject(),
        event.actor(),
        event.text(),
        event.attributes());
  }
}
