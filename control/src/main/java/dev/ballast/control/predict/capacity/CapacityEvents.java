// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.capacity;

import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.Limits;
import dev.ballast.model.CapacityName;
import dev.ballast.model.Event;
import dev.ballast.model.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Verdicts that changed as events of the ledger, and the ledger's last word on each series. */
final class CapacityEvents {

  static final String NAME = "capacity.changed";

  /** A series is judged no more, and nothing is said about how it is. */
  static final String RETIRED = "capacity.retired";

  private static final String BOTH = "capacity.";

  private static final int LOOK_BACK = 2000;

  /** A date that moves by less than this share of what is left says nothing new. */
  private static final int QUARTER = 4;

  private static final int LONGEST_NAME = 200;

  private CapacityEvents() {}

  /** One series of a capacity, the same whether it comes from telemetry or from the ledger. */
  record Key(CapacityName capacity, String series) {
    Key {
      series = Limits.cut(series);
    }
  }

  /**
   * What the ledger knows.
   *
   * @param date of the middle of the interval, as written; empty when there is none
   */
  record Announced(Urgency urgency, String outlook, String date, Instant at) {

    static Announced of(Verdict verdict) {
      return new Announced(
          verdict.advice().urgency(), verdict.outlook().word(), middle(verdict), verdict.at());
    }

    /** Whether another verdict is news. */
    boolean differs(Verdict next) {
      Announced then = of(next);
      if (urgency != then.urgency || !outlook.equals(then.outlook)) {
        return true;
      }
      if (date.isEmpty() || then.date.isEmpty()) {
        return false;
      }
      Instant before = Instant.parse(date);
      Duration left = Duration.between(next.at(), before).abs();
      Duration moved = Duration.between(before, Instant.parse(then.date)).abs();
      Duration since = Duration.between(at, next.at());
      return urgency != Urgency.FINE
          && moved.multipliedBy(QUARTER).compareTo(left) > 0
          && since.compareTo(next.evidence().step()) >= 0;
    }
  }

  private static String middle(Verdict verdict) {
    return verdict.outlook() instanceof Outlook.Within within ? within.p50().time().toString() : "";
  }

  static Event changed(CapacityReport report, Verdict verdict, Urgency from) {
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("capacity", report.capacity().name().value());
    attributes.put("service", report.capacity().service().value());
    attributes.put("series", Limits.cut(verdict.series()));
    attributes.put("from", from.name());
    attributes.put("to", verdict.advice().urgency().name());
    attributes.put("outlook", verdict.outlook().word());
    attributes.put("breached", Boolean.toString(verdict.outlook() instanceof Outlook.BreachedNow));
    if (!(verdict.outlook() instanceof Outlook.InsufficientData)) {
      attributes.put("within_lead", Double.toString(verdict.advice().withinLead()));
      attributes.put("within_decision", Double.toString(verdict.advice().withinDecision()));
    }
    attributes.put("limit", Double.toString(report.capacity().limit().at()));
    if (Double.isFinite(verdict.value())) {
      attributes.put("value", Double.toString(verdict.value()));
    }
    if (verdict.outlook() instanceof Outlook.Within within) {
      attributes.put("p10", within.p10().time().toString());
      attributes.put("p50", within.p50().time().toString());
      if (within.p90() instanceof When.By late) {
        attributes.put("p90", late.time().toString());
      }
    }
    attributes.put("text", Limits.cut(verdict.advice().sentence()));
    attributes.put("action", Limits.cut(verdict.advice().action()));
    attributes.put("command", Limits.cut(verdict.advice().command()));
    String sentence = verdict.advice().sentence();
    return event(
        report,
        verdict.at(),
        NAME,
        from + " -> " + verdict.advice().urgency() + ": " + sentence,
        attributes);
  }

  /** The last event of a series that others of the same query have outlived. */
  static Event retired(CapacityReport report, Key key, Announced last) {
    String text =
        "%s: gone, it has had no value for %s while others have; it was %s."
            .formatted(
                (key.capacity() + " " + key.series()).strip(), silence(report), last.urgency());
    return event(
        report,
        report.at(),
        RETIRED,
        text,
        Map.of(
            "capacity", report.capacity().name().value(),
            "service", report.capacity().service().value(),
            "series", key.series(),
            "from", last.urgency().name(),
            "text", Limits.cut(text)));
  }

  private static String silence(CapacityReport report) {
    Duration step = report.capacity().timing().dividedBy(report.timeScale()).step();
    return Times.words(step.multipliedBy(CapacityLoop.GONE_STEPS));
  }

  private static Event event(
      CapacityReport report, Instant at, String name, String text, Map<String, String> attributes) {
    return new Event(
        0,
        at,
        name,
        "capacity/" + Limits.cut(report.capacity().name().value(), LONGEST_NAME),
        "ballast",
        Limits.cut(text),
        attributes);
  }

  /** What was said last of each series, and what was announced. */
  record Restored(Map<Key, Standing> standings, Map<Key, Announced> announced) {}

  static Restored restore(EventLog events, Instant now) {
    Map<Key, Standing> standings = new HashMap<>();
    Map<Key, Announced> announced = new HashMap<>();
    Set<Key> retired = new HashSet<>();
    for (Event event : events.latest(EventFilter.named(BOTH), LOOK_BACK)) {
      Map<String, String> said = event.attributes();
      String name = said.getOrDefault("capacity", "");
      if (Names.isValid(name)) {
        Key key = new Key(new CapacityName(name), said.getOrDefault("series", ""));
        if (event.name().equals(RETIRED) && !announced.containsKey(key)) {
          retired.add(key);
        }
        Urgency to = urgency(said.getOrDefault("to", ""));
        Instant at = event.at().isAfter(now) ? now : event.at();
        if (event.name().equals(NAME) && !retired.contains(key) && !announced.containsKey(key)) {
          announced.put(
              key,
              new Announced(
                  to, said.getOrDefault("outlook", ""), date(said.getOrDefault("p50", "")), at));
          standings.put(
              key,
              new Standing(
                  to,
                  to == Urgency.UNKNOWN ? urgency(said.getOrDefault("from", "")) : to,
                  at,
                  Boolean.parseBoolean(said.getOrDefault("breached", ""))));
        }
      }
    }
    return new Restored(standings, announced);
  }

  private static String date(String text) {
    try {
      return text.isEmpty() ? "" : Instant.parse(text).toString();
    } catch (java.time.format.DateTimeParseException _) {
      return "";
    }
  }

  private static Urgency urgency(String name) {
    return Stream.of(Urgency.values())
        .filter(urgency -> urgency.name().equals(name))
        .findFirst()
        .orElse(Urgency.UNKNOWN);
  }
}
