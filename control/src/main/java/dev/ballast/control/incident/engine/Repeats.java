// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.engine;

import dev.ballast.control.incident.AlertSeen;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Moment;
import dev.ballast.control.incident.engine.IncidentChange.Kind;
import dev.ballast.model.Health;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Alerts of incidents that are over. Whoever sends them says again and again that they fire, also
 * what a person has just said to be over: that is noted and opens nothing. When it still fires
 * after the time in which incidents are opened again, the word was wrong, and the incident is
 * opened again. One that began anew within that time opens it again at once, as symptoms do.
 */
final class Repeats {

  private static final String STILL = "still fires after it was resolved: ";

  private final Desk desk;
  private final IncidentBook book;
  private final EnginePolicy policy;

  Repeats(Desk desk, IncidentBook book, EnginePolicy policy) {
    this.desk = desk;
    this.book = book;
    this.policy = policy;
  }

  /** Whether it belongs to an incident that was over; if so, that is done with it. */
  boolean take(AlertSeen alert) {
    Optional<Incident> over =
        book.incidents().stream()
            .filter(one -> !one.isOpen())
            .filter(one -> one.alerts().stream().anyMatch(a -> a.id().equals(alert.id())))
            .findFirst();
    if (over.isEmpty()) {
      return false;
    }
    Draft draft = desk.draft(over.get().id()).orElseThrow();
    if (draft.phase.isOpen()) { // Another alert of the same message has opened it.
      draft.put(alert);
      return true;
    }
    Instant end = over.get().endOr(desk.now);
    boolean same = has(draft, alert);
    boolean recent = desk.now.isBefore(end.plus(policy.reopen()));
    if (same && recent) {
      note(draft, alert, end);
      return true;
    }
    if (same || recent) {
      reopen(draft, alert, same);
      return true;
    }
    return false;
  }

  /** Whether it has not begun anew since. */
  private static boolean has(Draft draft, AlertSeen alert) {
    AlertSeen known = draft.alerts.get(alert.id());
    return known != null && known.since().equals(alert.since());
  }

  /** Once for each alert, however often it is sent. */
  private void note(Draft draft, AlertSeen alert, Instant end) {
    String text = STILL + alert.name() + " (" + alert.id() + ")";
    if (draft.noted(text).filter(at -> !at.isBefore(end)).isEmpty()) {
      draft.note(desk.now, Moment.Kind.ALERT, text, List.of());
    }
  }

  private void reopen(Draft draft, AlertSeen alert, boolean same) {
    String text = alert.name() + (same ? " has never ceased to fire" : " fires again");
    Grouping.reopen(draft, alert.since());
    draft.put(alert);
    draft.severity = Health.DEGRADED;
    draft.note(desk.now, Moment.Kind.REOPENED, text, List.of());
    desk.tell(Kind.REOPENED, draft, text);
  }
}
