// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.warn;

import dev.ballast.model.Event;
import dev.ballast.model.Urgency;
import dev.ballast.model.Webhook;
import java.util.Locale;

/** Reads from events what the alert policies of SLOs ask to be told. */
final class AlertWarnings {

  private AlertWarnings() {}

  static Warning open(Event event) {
    return warning(event, urgency(Warnings.first(event, "severity")));
  }

  static Warning over(Event event) {
    return warning(event, Urgency.INFO);
  }

  /** OpenSLO leaves the words to its authors; one that nobody knows is between the two. */
  private static Urgency urgency(String severity) {
    return switch (severity.toLowerCase(Locale.ROOT)) {
      case "page", "critical", "high", "error", "emergency" -> Urgency.NOW;
      case "ticket", "warning", "warn", "medium", "low" -> Urgency.PLAN;
      case "info", "notice" -> Urgency.INFO;
      default -> Urgency.SOON;
    };
  }

  private static Warning warning(Event event, Urgency urgency) {
    String service = Warnings.first(event, "service");
    String slo = Warnings.first(event, "slo");
    String targets = Warnings.first(event, "targets");
    String kind = event.name().endsWith("data") || event.name().endsWith("back") ? " data" : "";
    return new Warning(
        event.sequence(),
        event.at(),
        Webhook.Topic.SLO,
        Warnings.key("slo/" + slo + " " + Warnings.first(event, "policy") + kind),
        urgency,
        event.text().isBlank() ? event.subject() : event.text(),
        service,
        "",
        targets.isEmpty() ? "" : "for " + targets,
        "",
        "",
        slo.isEmpty() ? "" : "ballast slo status",
        service.isEmpty() ? "/events" : "/services/" + service);
  }
}
