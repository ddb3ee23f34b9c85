// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.engine;

import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.IncidentEvents;

/** What became of an incident in one step; the incident as it is after it. */
public record IncidentChange(Kind kind, Incident incident, String text, String actor) {

  /** What happened. */
  public enum Kind {
    OPENED(IncidentEvents.OPENED),
    DIAGNOSED(IncidentEvents.DIAGNOSED),
    WORSENED(IncidentEvents.WORSENED),
    ACKNOWLEDGED(IncidentEvents.ACKNOWLEDGED),
    NOTED(IncidentEvents.NOTED),
    CONFIRMED(IncidentEvents.CONFIRMED),
    SPLIT(IncidentEvents.SPLIT),
    MERGED(IncidentEvents.MERGED),
    REOPENED(IncidentEvents.REOPENED),
    RESOLVED(IncidentEvents.RESOLVED);

    private final String event;

    Kind(String event) {
      this.event = event;
    }

    /** Its name in the ledger. */
    public String event() {
      return event;
    }
  }
}
