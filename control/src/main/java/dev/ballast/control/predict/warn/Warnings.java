// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.warn;

import dev.ballast.model.Event;
import dev.ballast.model.Urgency;
import dev.ballast.model.Webhook;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads warnings from the ledger's events. What an event does not say is left out, so that a
 * warning never fails for want of a field.
 */
public final class Warnings {

  private static final String CAPACITY = "capacity.changed";
  private static final String ANOMALY = "anomaly.";

  private Warnings() {}

  public static Optional<Warning> of(Event event) {
    return switch (event.name()) {
      case CAPACITY -> Optional.of(capacity(event));
      case ANOMALY + "opened" -> Optional.of(anomaly(event, alerting(event, Urgency.PLAN)));
      case ANOMALY + "worsened" -> Optional.of(anomaly(event, alerting(event, Urgency.SOON)));
      case ANOMALY + "cleared" -> Optional.of(anomaly(event, Urgency.INFO));
      default -> Optional.empty();
    };
  }

  private static Warning capacity(Event event) {
    String name = first(event, "capacity");
    return new Warning(
        event.sequence(),
        event.at(),
        Webhook.Topic.CAPACITY,
        name.isEmpty() ? event.subject() : "capacity/" + name,
        urgency(event, urgencyOfState(first(event, "state"))),
        said(event),
        where(event),
        first(event, "dates", "date", "when", "p50"),
        first(event, "why", "reason", "explanation"),
        probability(first(event, "probability")),
        first(event, "action"),
        first(event, "command"),
        page(event));
  }

  private static Warning anomaly(Event event, Urgency otherwise) {
    String since = first(event, "since", "start", "started");
    return new Warning(
        event.sequence(),
        event.at(),
        Webhook.Topic.ANOMALY,
        "anomaly/" + orElse(first(event, "id", "series"), event.subject()),
        urgency(event, otherwise),
        said(event),
        where(event),
        since.isEmpty() ? "" : "since " + since,
        first(event, "why", "reasons", "reason", "explanation"),
        certainty(event),
        first(event, "action"),
        first(event, "command"),
        page(event));
  }

  /** Strange, but less than the dial asks for: nobody is to be disturbed. */
  private static Urgency alerting(Event event, Urgency urgency) {
    return first(event, "alert").equals("false") ? Urgency.INFO : urgency;
  }

  private static String certainty(Event event) {
    String score = first(event, "score");
    String threshold = first(event, "threshold");
    return score.isEmpty() || threshold.isEmpty()
        ? probability(first(event, "probability"))
        : "score " + score + ", told from " + threshold + " on";
  }

  private static String said(Event event) {
    return orElse(event.text(), event.subject());
  }

  private static String where(Event event) {
    return Stream.of(first(event, "service"), first(event, "region"))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" in "));
  }

  private static String page(Event event) {
    String service = first(event, "service");
    return orElse(first(event, "page"), service.isEmpty() ? "/events" : "/services/" + service);
  }

  /** A word that nobody knows counts as urgent: better one message too many than none. */
  private static Urgency urgency(Event event, Urgency otherwise) {
    String word = first(event, "urgency").toLowerCase(Locale.ROOT);
    return switch (word) {
      case "" -> otherwise;
      case "fine", "info" -> Urgency.INFO;
      case "watch", "plan", "unknown" -> Urgency.PLAN;
      case "act", "soon" -> Urgency.SOON;
      default -> Urgency.NOW;
    };
  }

  /** No data is no good news: whoever was told of a breach must not be told that it is over. */
  private static Urgency urgencyOfState(String state) {
    return switch (state.toUpperCase(Locale.ROOT)) {
      case "BREACHED_NOW" -> Urgency.NOW;
      case "NOT_WITHIN" -> Urgency.INFO;
      case "INSUFFICIENT_DATA" -> Urgency.PLAN;
      default -> Urgency.SOON;
    };
  }

  /** {@code 0.93} is {@code 93 %}. */
  private static String probability(String text) {
    try {
      double value = Double.parseDouble(text);
      return value >= 0 && value <= 1
          ? String.format(Locale.ROOT, "%.0f %% likely", 100 * value)
          : text;
    } catch (NumberFormatException e) {
      return text;
    }
  }

  private static String first(Event event, String... names) {
    for (String name : names) {
      String value = event.attributes().getOrDefault(name, "");
      if (!value.isBlank()) {
        return value.strip();
      }
    }
    return "";
  }

  private static String orElse(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }
}
