// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.oncall;

import dev.ballast.ledger.Limits;
import dev.ballast.model.Event;
import dev.ballast.model.Urgency;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Pages as events: what the ledger keeps, and what webhooks are told from it. */
public final class PageEvents {

  /** With what all of their names begin. */
  public static final String PREFIX = "page.";

  /** The webhooks that an event is meant for, by name. */
  public static final String WEBHOOKS = "webhooks";

  private static final String WRITTEN = "log_";
  private static final int LONG_TEXT = 1000;

  /** The whole of an alert in words. */
  private static final String ALERT = "alert";

  private static final int WHOLE_ALERT = 4000;

  private PageEvents() {}

  /** What the ledger knows such events by. */
  public static String subject(String incident) {
    return Limits.cut("incident/" + incident, Limits.NAME / 3);
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  public static Event of(Call call, Telling telling, Instant at) {
    Map<String, String> all = new TreeMap<>();
    PageText text = call.text();
    text.details()
        .forEach(
            (name, value) ->
                all.put(
                    "detail_" + name,
                    Limits.cut(value, name.equals(ALERT) ? WHOLE_ALERT : LONG_TEXT)));
    all.put("incident", call.incident());
    all.put("kind", word(telling.kind()));
    all.put("reason", Limits.cut(telling.reason()));
    all.put("people", Limits.cut(String.join(", ", telling.people())));
    all.put(WEBHOOKS, String.join(",", telling.webhooks()));
    all.put("urgency", word(urgency(call, telling.kind())));
    all.put("what", Limits.cut(text.what(), LONG_TEXT));
    all.put("where", Limits.cut(text.where(), LONG_TEXT));
    all.put("since", text.since());
    all.put("why", Limits.cut(text.why(), LONG_TEXT));
    all.put("certainty", Limits.cut(text.certainty(), LONG_TEXT));
    all.put("action", Limits.cut(text.action(), LONG_TEXT));
    all.put("command", Limits.cut(text.command(), LONG_TEXT));
    all.put("page", text.page());
    all.put("began", call.began().toString());
    PageLog log = telling.log();
    all.put(WRITTEN + "state", word(log.state()));
    all.put(WRITTEN + "clock", log.clock().toString());
    all.put(WRITTEN + "steps", String.join(",", log.steps()));
    all.put(WRITTEN + "heard", String.join(",", log.heard()));
    all.put(WRITTEN + "held", Limits.cut(log.held()));
    all.put(WRITTEN + "digest", log.digest());
    all.put(WRITTEN + "at", log.at().toString());
    all.put("detail_label_service", log.service());
    all.put("detail_label_severity", log.severity());
    return new Event(
        0,
        at,
        PREFIX + word(telling.kind()),
        subject(call.incident()),
        "ballast",
        Limits.cut(said(call, telling)),
        all);
  }

  private static String said(Call call, Telling telling) {
    String who =
        telling.people().isEmpty() ? "" : " Called: " + String.join(", ", telling.people()) + ".";
    String where =
        telling.webhooks().isEmpty() ? "" : " Told: " + String.join(", ", telling.webhooks()) + ".";
    return "%s: %s (%s).%s%s"
        .formatted(call.incident(), word(telling.kind()), telling.reason(), who, where);
  }

  /** Less urgent once somebody has it, and nothing to do once it is over. */
  private static Urgency urgency(Call call, Telling.Kind kind) {
    return switch (kind) {
      case OPENED, ESCALATED, UPDATED -> call.urgency();
      case ACKNOWLEDGED, HELD, RELEASED -> Urgency.PLAN;
      case RESOLVED -> Urgency.INFO;
    };
  }

  /** What was said so far, by the newest event about an incident. */
  public static PageLog log(Event event) {
    Map<String, String> all = event.attributes();
    return new PageLog(
        state(all.getOrDefault(WRITTEN + "state", "")),
        time(all.getOrDefault(WRITTEN + "clock", "")),
        names(all.getOrDefault(WRITTEN + "steps", "")),
        names(all.getOrDefault(WRITTEN + "heard", "")),
        all.getOrDefault(WRITTEN + "held", ""),
        all.getOrDefault(WRITTEN + "digest", ""),
        time(all.getOrDefault(WRITTEN + "at", "")),
        all.getOrDefault("detail_label_service", ""),
        all.getOrDefault("detail_label_severity", ""));
  }

  /** Whether a webhook is meant by an event; one that names none is for all. */
  public static boolean isFor(Event event, String webhook) {
    return !event.name().startsWith(PREFIX)
        || names(event.attributes().getOrDefault(WEBHOOKS, "")).contains(webhook);
  }

  private static Call.State state(String word) {
    return Arrays.stream(Call.State.values())
        .filter(state -> word(state).equals(word))
        .findFirst()
        .orElse(Call.State.RESOLVED);
  }

  private static Set<String> names(String list) {
    return Arrays.stream(list.split(",", -1))
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toSet());
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }
}
