// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.warn;

import dev.ballast.model.Event;
import dev.ballast.model.Urgency;
import dev.ballast.model.Webhook;
import java.util.Optional;

/**
 * Reads from events what people want to hear of a rollout: that it began, halted, was promoted or
 * rolled back.
 *
 * <p>Each rollout of a revision is a story of its own, so that a rollback is told even when another
 * was told not long ago. A rollback comes from two events, its phase and its alert, which are one
 * message since they are about the same; were one of them lost with the process between them, the
 * other still tells it. A promotion comes from its phase alone: an all-clear ends a story, so its
 * alert would be told again.
 */
final class RolloutWarnings {

  private static final String FAILED = "Failed";
  private static final String SUCCEEDED = "Succeeded";

  private RolloutWarnings() {}

  static Optional<Warning> of(Event event) {
    boolean changed = event.name().endsWith(".changed");
    return switch (Warnings.first(event, changed ? "to" : "phase")) {
      case FAILED -> Optional.of(warning(event, Urgency.NOW, failed(event, changed)));
      case SUCCEEDED ->
          changed
              ? Optional.of(warning(event, Urgency.INFO, subject(event) + " was promoted"))
              : Optional.empty();
      default ->
          changed ? Optional.empty() : Optional.of(warning(event, severity(event), said(event)));
    };
  }

  private static String failed(Event event, boolean changed) {
    String primary = Warnings.first(event, "primary");
    return changed
        ? subject(event) + " failed" + (primary.isEmpty() ? "" : ": " + primary + " is in use")
        : said(event);
  }

  /** A word that nobody knows counts as urgent: better one message too many. */
  private static Urgency severity(Event event) {
    return switch (Warnings.first(event, "severity")) {
      case "info" -> Urgency.INFO;
      case "warn" -> Urgency.PLAN;
      default -> Urgency.NOW;
    };
  }

  private static Warning warning(Event event, Urgency urgency, String what) {
    String rollout = event.subject().replaceFirst("^rollout/", "");
    boolean failed = urgency == Urgency.NOW;
    return new Warning(
        event.sequence(),
        event.at(),
        Webhook.Topic.ROLLOUT,
        Warnings.key(about(event, rollout)),
        urgency,
        what,
        Warnings.first(event, "service"),
        "",
        "",
        "",
        failed ? "Read why, and deploy something newer: this is not tried again." : "",
        failed ? "ballast rollout history " + rollout : "",
        "/rollouts/" + rollout);
  }

  private static String about(Event event, String rollout) {
    return "rollout/%s %s %s"
        .formatted(rollout, Warnings.first(event, "revision"), Warnings.first(event, "started"))
        .strip();
  }

  private static String subject(Event event) {
    return (Warnings.first(event, "service") + " " + Warnings.first(event, "revision")).strip();
  }

  /** With the version: the rollout's name, which the text begins with, is on the page. */
  private static String said(Event event) {
    String text = event.text().isBlank() ? event.subject() : event.text();
    int end = text.indexOf(": ");
    return subject(event) + ": " + (end < 0 ? text : text.substring(end + 2));
  }
}
