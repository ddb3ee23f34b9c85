// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.LedgerException;
import dev.ballast.model.Event;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends changes of health to the ledger, in order. What the ledger cannot take now waits, so that
 * a full disk delays the record and not the verdict. Owned by the thread that ticks.
 */
final class ChangeRecorder {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeRecorder.class);

  /** Then the oldest are given up: the ledger has been out for long, and the newest count. */
  private static final int MOST_WAITING = 1000;

  private final EventLog events;
  private final Deque<Event> waiting = new ArrayDeque<>();

  ChangeRecorder(EventLog events) {
    this.events = events;
  }

  void record(Event event) {
    if (waiting.size() == MOST_WAITING) {
      waiting.removeFirst();
    }
    waiting.addLast(event);
  }

  /** Tries again each time it is called. */
  void flush() {
    while (!waiting.isEmpty()) {
      Event event = waiting.getFirst();
      try {
        events.append(event);
      } catch (LedgerException unavailable) {
        failed("health.change_waits", event, unavailable);
        return;
      } catch (IllegalArgumentException refused) {
        failed("health.change_refused", event, refused);
      }
      waiting.removeFirst();
    }
  }

  private void failed(String what, Event event, RuntimeException why) {
    LOG.atError()
        .addKeyValue("event", what)
        .addKeyValue("subject", event.subject())
        .addKeyValue("waiting", waiting.size())
        .log(why.getMessage());
  }
}
