// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

import dev.ballast.control.predict.warn.Effect;
import dev.ballast.control.predict.warn.Warning;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.Limits;
import dev.ballast.model.Event;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what became of warnings: all of it as counts, what matters as events, too. */
final class Diary {

  private static final Logger LOG = LoggerFactory.getLogger(Diary.class);

  private final EventLog events;
  private final Tally tally;
  private final InstantSource clock;

  Diary(EventLog events, Tally tally, InstantSource clock) {
    this.events = events;
    this.tally = tally;
    this.clock = clock;
  }

  void note(String webhook, Effect effect) {
    switch (effect) {
      case Effect.Queued _ -> tally.count(webhook, "queued");
      case Effect.Unwanted _ -> {
        // Neither asked for nor kept from anybody.
      }
      case Effect.Repeated _ -> tally.count(webhook, "repeated");
      case Effect.Superseded _ -> tally.count(webhook, "superseded");
      case Effect.Retrying(var warning, int attempts, String reason, var due) -> {
        tally.count(webhook, "retried");
        LOG.atWarn()
            .addKeyValue("event", "webhook.retrying")
            .addKeyValue("webhook", webhook)
            .addKeyValue("about", warning.about())
            .addKeyValue("attempts", attempts)
            .addKeyValue("due", due)
            .log(reason);
      }
      case Effect.Delivered(var warning, int attempts, String text) ->
          append(webhook, "delivered", warning, attempts, text);
      case Effect.GivenUp(var warning, int attempts, String reason) ->
          append(webhook, "failed", warning, attempts, reason);
      case Effect.Dropped(var warning, String reason) ->
          append(webhook, "dropped", warning, 0, reason);
    }
  }

  private void append(
      String webhook, String outcome, Warning warning, int attempts, String reason) {
    tally.count(webhook, outcome);
    events.append(
        new Event(
            0,
            clock.instant(),
            "webhook." + outcome,
            Limits.cut("webhook/" + webhook, Limits.NAME),
            "ballast",
            Limits.cut(webhook + ": " + outcome + ": " + warning.what() + " (" + reason + ")"),
            Map.of(
                "webhook", webhook,
                "about", warning.about(),
                "urgency", warning.urgency().name().toLowerCase(Locale.ROOT),
                "warning", Long.toString(warning.id()),
                "attempts", Integer.toString(attempts),
                "reason", Limits.cut(reason))));
  }
}
