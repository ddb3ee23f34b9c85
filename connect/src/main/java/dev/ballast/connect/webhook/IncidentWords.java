// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

import dev.ballast.control.predict.warn.Warning;
import dev.ballast.ledger.Limits;
import java.time.DateTimeException;
import java.time.Instant;

/** What a warning about an incident says, by the names of its details. */
record IncidentWords(Warning warning) {

  /** How far it is, for those who keep incidents of their own. */
  enum Action {
    TRIGGER,
    ACKNOWLEDGE,
    RESOLVE
  }

  /** Its id, which receivers fold messages by; the warning's own word when it is a test. */
  String id() {
    String incident = warning.detail("incident");
    return Limits.cut(incident.isEmpty() ? "ballast-" + warning.about() : incident, 255);
  }

  Action action() {
    return switch (warning.detail("kind")) {
      case "acknowledged" -> Action.ACKNOWLEDGE;
      case "resolved" -> Action.RESOLVE;
      default -> warning.isClear() ? Action.RESOLVE : Action.TRIGGER;
    };
  }

  /** The same for people. */
  String state() {
    return switch (action()) {
      case TRIGGER -> "open";
      case ACKNOWLEDGE -> "acknowledged";
      case RESOLVE -> "resolved";
    };
  }

  /** What the alert was called when it was told first, so that groups stay together. */
  String stable(String name, String otherwise) {
    String first = warning.detail("label_" + name);
    String now = first.isEmpty() ? warning.detail(name) : first;
    return now.isEmpty() ? otherwise : now;
  }

  /** Critical, warning or info. */
  String severity() {
    String said = warning.detail("severity");
    if (!said.isEmpty()) {
      return said;
    }
    return switch (warning.urgency()) {
      case NOW -> "critical";
      case SOON, PLAN -> "warning";
      case INFO -> "info";
    };
  }

  Instant began() {
    try {
      return Instant.parse(warning.detail("began"));
    } catch (DateTimeException e) {
      return warning.at();
    }
  }
}
