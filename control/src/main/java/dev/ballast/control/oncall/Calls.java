// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.oncall;

import dev.ballast.control.incident.AlertSeen;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Moment;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.alert.Alert;
import dev.ballast.control.incident.alert.AlertText;
import dev.ballast.model.Names;
import dev.ballast.model.ServiceName;
import dev.ballast.model.Urgency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes of an incident what calling somebody about it needs. */
public final class Calls {

  private Calls() {}

  /**
   * The call of an incident.
   *
   * @param now when the call is made
   * @param runbook where it is written what to do; empty: nowhere
   */
  public static Call of(Incident incident, Instant now, String runbook) {
    Alert alert = Alert.of(incident, now, runbook);
    return new Call(
        incident.id(),
        switch (incident.phase()) {
          case OPEN -> Call.State.OPEN;
          case ACKNOWLEDGED -> Call.State.ACKNOWLEDGED;
          case RESOLVED -> Call.State.RESOLVED;
        },
        began(incident),
        incident.acknowledgedBy(),
        urgency(alert.severity()),
        owners(incident),
        labels(incident, alert),
        excuse(incident),
        text(incident, alert));
  }

  /** Opened, or opened anew: the steps count from the last time. */
  private static Instant began(Incident incident) {
    return incident.timeline().stream()
        .filter(moment -> moment.kind() == Moment.Kind.REOPENED)
        .map(Moment::at)
        .reduce((a, b) -> b.isAfter(a) ? b : a)
        .orElse(incident.times().opened());
  }

  private static Urgency urgency(Alert.Severity severity) {
    return switch (severity) {
      case CRITICAL -> Urgency.NOW;
      case WARNING -> Urgency.SOON;
      case INFO -> Urgency.PLAN;
    };
  }

  /** Whoever answers for the cause; while none is known, for what shows. */
  private static Set<ServiceName> owners(Incident incident) {
    Set<String> names = new TreeSet<>();
    incident.cause().map(RootCause::suspect).ifPresent(suspect -> names.add(suspect.name()));
    if (names.isEmpty()) {
      incident.symptoms().stream()
          .filter(Symptom::isActive)
          .forEach(symptom -> names.add(symptom.place().service().value()));
      incident.alerts().forEach(alert -> names.add(alert.service()));
    }
    return names.stream().filter(Names::isValid).map(ServiceName::new).collect(Collectors.toSet());
  }

  private static List<Map<String, String>> labels(Incident incident, Alert alert) {
    List<Map<String, String>> all = new ArrayList<>();
    for (Symptom symptom : incident.symptoms()) {
      if (symptom.isActive()) {
        Map<String, String> labels = labels(incident.id(), alert);
        labels.put("service", symptom.place().service().value());
        labels.put("region", symptom.place().region());
        labels.put("slo", symptom.slo());
        all.add(labels);
      }
    }
    for (AlertSeen seen : incident.alerts()) {
      if (seen.ended() == null) {
        Map<String, String> labels = labels(incident.id(), alert);
        labels.put("alertname", seen.name());
        labels.put("service", seen.service());
        labels.put("region", seen.region());
        all.add(labels);
      }
    }
    if (all.isEmpty()) {
      Map<String, String> labels = labels(incident.id(), alert);
      labels.put("service", alert.service());
      all.add(labels);
    }
    return all;
  }

  private static Map<String, String> labels(String id, Alert alert) {
    Map<String, String> labels = new HashMap<>();
    labels.put("incident", id);
    labels.put("severity", alert.severity().word());
    labels.put("cause", alert.service());
    return labels;
  }

  private static String excuse(Incident incident) {
    return incident.tags().stream()
        .filter(tag -> !tag.pages())
        .map(
            tag ->
                switch (tag) {
                  case CHAOS -> "a fault that was injected on purpose is under way";
                  case MAINTENANCE -> "maintenance was announced";
                  case THREAT -> "every promise is kept as yet";
                })
        .collect(Collectors.joining(", "));
  }

  private static PageText text(Incident incident, Alert alert) {
    Map<String, String> details = new HashMap<>();
    details.put("title", alert.title());
    details.put("service", alert.service());
    details.put("region", alert.region());
    details.put("severity", alert.severity().word());
    details.put("deployment", alert.deployment());
    details.put("recent_changes", alert.changes());
    details.put("database", alert.database());
    details.put("dependencies", alert.dependencies());
    details.put("root_cause", String.join("\n", alert.detection()));
    details.put("immediate", alert.immediate());
    details.put("quick", alert.quick());
    details.put("follow_up", alert.followUp());
    details.put("impact", alert.impact());
    details.put("runbook_url", alert.runbook());
    details.put("alert", AlertText.plain(alert));
    return new PageText(
        incident.title(),
        alert.region().isEmpty() ? alert.service() : alert.service() + " in " + alert.region(),
        "since " + AlertText.time(alert.since()),
        incident.explanation().text(),
        incident.cause().map(Calls::certainty).orElse(""),
        alert.immediate(),
        alert.command(),
        "/incidents/" + incident.id(),
        details);
  }

  private static String certainty(RootCause cause) {
    return String.format(Locale.ROOT, "%.0f %% sure", 100 * cause.confidence());
  }
}
