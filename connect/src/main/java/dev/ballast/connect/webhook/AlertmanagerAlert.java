// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

import dev.ballast.control.predict.warn.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An incident as an alert for Alertmanager's {@code POST /api/v2/alerts}. Its labels say what it
 * was when it was told first and never change, since they are its identity; all that changes is an
 * annotation. Alertmanager forgets what is not said again, so the end is a day ahead, and is put
 * off whenever it is told again.
 */
record AlertmanagerAlert(
    Map<String, String> labels,
    Map<String, String> annotations,
    String startsAt,
    String endsAt,
    String generatorURL) {

  private static final Duration FORGOTTEN = Duration.ofHours(24);
  private static final String NAME = "BallastIncident";
  private static final List<String> ANNOTATED =
      List.of(
          "severity",
          "service",
          "region",
          "deployment",
          "recent_changes",
          "database",
          "dependencies",
          "root_cause",
          "impact",
          "immediate",
          "quick",
          "follow_up",
          "runbook_url");

  static List<AlertmanagerAlert> of(Warning warning, String link) {
    IncidentWords words = new IncidentWords(warning);
    Map<String, String> labels = new TreeMap<>();
    labels.put("alertname", NAME);
    labels.put("incident", words.id());
    labels.put("service", words.stable("service", "unknown"));
    labels.put("severity", words.stable("severity", words.severity()));
    Map<String, String> notes = new TreeMap<>();
    put(notes, "summary", warning.what());
    put(notes, "description", warning.detail("alert"));
    put(notes, "recommendation", warning.action());
    put(notes, "command", warning.command());
    put(notes, "incident_url", link);
    put(notes, "state", words.state());
    ANNOTATED.forEach(name -> put(notes, name, warning.detail(name)));
    boolean over = words.action() == IncidentWords.Action.RESOLVE;
    Instant end = over ? warning.at() : warning.at().plus(FORGOTTEN);
    Instant start = words.began().isBefore(end) ? words.began() : end.minusMillis(1);
    return List.of(new AlertmanagerAlert(labels, notes, start.toString(), end.toString(), link));
  }

  private static void put(Map<String, String> notes, String name, String text) {
    if (!text.isEmpty()) {
      notes.put(name, text);
    }
  }

  /** The API below a base URL, which may name it already. */
  static String url(String base) {
    String api = "/api/v2/alerts";
    String trimmed = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    return trimmed.endsWith(api) ? trimmed : trimmed + api;
  }
}
