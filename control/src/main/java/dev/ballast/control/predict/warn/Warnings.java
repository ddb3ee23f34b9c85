// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.warn;

import dev.ballast.model.Event;
import dev.ballast.model.Urgency;
import dev.ballast.model.Webhook;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads warnings from the ledger's events. What an event does not say is left out, so that a
 * warning never fails for want of a field.
 */
public final class Warnings {

  private static final String CAPACITY = "capacity.";
  private static final String ANOMALY = "anomaly.";
  private static final String ROLLOUT = "rollout.";
  private static final String PAGE = "page.";
  private static final String SLO = "slo.alert.";
  private static final String HEALING = "healing.";
  private static final int LONGEST_KEY = 80;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private Warnings() {}

  public static Optional<Warning> of(Event event) {
    return switch (event.name()) {
      case CAPACITY + "changed" -> Optional.of(capacity(event, urgency(first(event, "to"))));
      case CAPACITY + "retired" -> Optional.of(capacity(event, Urgency.INFO));
      case ANOMALY + "opened" -> Optional.of(anomaly(event, alerting(event, Urgency.PLAN)));
      case ANOMALY + "worsened" -> Optional.of(anomaly(event, alerting(event, Urgency.SOON)));
      case ANOMALY + "lost" -> Optional.of(anomaly(event, alerting(event, Urgency.PLAN)));
      case ANOMALY + "cleared" -> Optional.of(anomaly(event, Urgency.INFO));
      case ROLLOUT + "alerted", ROLLOUT + "changed" -> RolloutWarnings.of(event);
      case SLO + "firing", SLO + "no_data" -> Optional.of(AlertWarnings.open(event));
      case SLO + "resolved", SLO + "data_back" -> Optional.of(AlertWarnings.over(event));
      case HEALING + "escalated", HEALING + "stopped" -> Optional.of(HealingWarnings.open(event));
      case HEALING + "proposed" -> Optional.of(HealingWarnings.asked(event));
      case HEALING + "acted", HEALING + "undoing" -> Optional.of(HealingWarnings.told(event));
      case HEALING + "verified", HEALING + "settled", HEALING + "resumed" ->
          Optional.of(HealingWarnings.over(event));
      default -> event.name().startsWith(PAGE) ? PageWarnings.of(event) : Optional.empty();
    };
  }

  private static Warning capacity(Event event, Urgency urgency) {
    String name = orElse(first(event, "capacity"), event.subject().replaceFirst("^capacity/", ""));
    String series = first(event, "series");
    String sentence = orElse(first(event, "text"), said(event));
    int end = sentence.indexOf(". ");
    return new Warning(
        event.sequence(),
        event.at(),
        Webhook.Topic.CAPACITY,
        key("capacity/" + name + (series.isEmpty() ? "" : " " + series)),
        urgency,
        end < 0 ? sentence : sentence.substring(0, end),
        where(event),
        dates(event),
        end < 0 ? "" : sentence.substring(end + 2),
        probability(first(event, "within_decision")),
        first(event, "action"),
        first(event, "command"),
        "/capacity/" + name);
  }

  /** The interval, as far as it is known. */
  private static String dates(Event event) {
    String middle = date(event, "p50");
    if (middle.isEmpty()) {
      return first(event, "breached").equals("true") ? "now" : "";
    }
    String late = date(event, "p90");
    return "most likely %s; %s"
        .formatted(
            middle,
            late.isEmpty()
                ? "hardly before " + date(event, "p10")
                : "80 %: " + date(event, "p10") + " to " + late);
  }

  private static String date(Event event, String name) {
    try {
      return DATE.format(Instant.parse(first(event, name)));
    } catch (DateTimeException e) {
      return "";
    }
  }

  private static Warning anomaly(Event event, Urgency otherwise) {
    String since = date(event, "since");
    return new Warning(
        event.sequence(),
        event.at(),
        Webhook.Topic.ANOMALY,
        key("anomaly/" + orElse(first(event, "id", "series"), event.subject())),
        otherwise,
        said(event),
        where(event),
        since.isEmpty() ? "" : "since " + since,
        first(event, "reasons"),
        certainty(event),
        "",
        "",
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
        ? ""
        : "score " + rounded(score) + ", told from " + rounded(threshold) + " on";
  }

  private static String rounded(String number) {
    try {
      return String.format(Locale.ROOT, "%.1f", Double.parseDouble(number));
    } catch (NumberFormatException e) {
      return number;
    }
  }

  /** The same text for the same thing, and short; what is cut is told apart by its hash. */
  static String key(String text) {
    return text.length() <= LONGEST_KEY
        ? text
        : text.substring(0, LONGEST_KEY - 9) + "#" + Integer.toHexString(text.hashCode());
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
    return service.isEmpty() ? "/events" : "/services/" + service;
  }

  /**
   * The words of capacities. No data is no good news: whoever was told of a breach must not be told
   * that it is over. A word that nobody knows counts as urgent: better one message too many.
   */
  private static Urgency urgency(String word) {
    return switch (word) {
      case "FINE" -> Urgency.INFO;
      case "WATCH", "UNKNOWN" -> Urgency.PLAN;
      case "ACT" -> Urgency.SOON;
      default -> Urgency.NOW;
    };
  }

  /** {@code 0.93} is {@code 93 %}. */
  private static String probability(String text) {
    try {
      double value = Double.parseDouble(text);
      return value >= 0 && value <= 1
          ? String.format(Locale.ROOT, "%.0f %% likely in lead time and safety", 100 * value)
          : text;
    } catch (NumberFormatException e) {
      return text;
    }
  }

  static String first(Event event, String... names) {
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
