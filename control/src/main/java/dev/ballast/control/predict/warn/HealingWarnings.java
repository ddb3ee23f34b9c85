// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.warn;

import dev.ballast.model.Event;
import dev.ballast.model.Urgency;
import dev.ballast.model.Webhook;

/**
 * Reads from events what healing does and what it leaves to people, each episode a story of its
 * own; with the runbook and its first command, since who is called at night has to begin somewhere.
 */
final class HealingWarnings {

  private HealingWarnings() {}

  /** Somebody has to look. */
  static Warning open(Event event) {
    return warning(
        event, event.name().endsWith("stopped") ? Urgency.SOON : Urgency.NOW, "somebody looks");
  }

  /** Nothing but a yes is missing. */
  static Warning asked(Event event) {
    return warning(
        event,
        Urgency.SOON,
        "say yes or no: ballast heal approve %1$s, ballast heal deny %1$s"
            .formatted(Warnings.first(event, "episode")));
  }

  /** Something is done; nobody has to be disturbed at night. */
  static Warning told(Event event) {
    return warning(event, Urgency.PLAN, "nothing, unless it is escalated");
  }

  static Warning over(Event event) {
    return warning(event, Urgency.INFO, "");
  }

  private static Warning warning(Event event, Urgency urgency, String action) {
    String episode = Warnings.first(event, "episode");
    String runbook = Warnings.first(event, "runbook");
    String command = Warnings.first(event, "runbook_command");
    String todo =
        runbook.isEmpty() || event.name().endsWith("proposed")
            ? action
            : "Runbook: " + runbook + (command.isEmpty() ? "" : ", which begins with: " + command);
    return new Warning(
        event.sequence(),
        event.at(),
        Webhook.Topic.HEALING,
        Warnings.key("healing/" + (episode.isEmpty() ? "switch" : episode)),
        urgency,
        event.text().isBlank() ? event.name() : event.text(),
        Warnings.first(event, "place"),
        "",
        "",
        "",
        todo,
        episode.isEmpty() ? "ballast heal list" : "ballast heal show " + episode,
        "/healing");
  }
}
