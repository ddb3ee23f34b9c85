// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import dev.ballast.model.Webhook;
import java.time.Duration;

/** Sends a test alert to a receiver, as an alert is sent, and waits until it says it has it. */
@FunctionalInterface
public interface RouteTest {

  /** Nobody can be told. */
  RouteTest NONE = webhook -> new Arrival(webhook.name(), false, Duration.ZERO, "cannot be sent");

  /**
   * What became of it.
   *
   * @param after until its receiver answered
   */
  record Arrival(String webhook, boolean arrived, Duration after, String text) {

    String words() {
      return arrived
          ? "%s has a test alert after %d ms".formatted(webhook, after.toMillis())
          : "%s has no test alert: %s".formatted(webhook, text);
    }
  }

  Arrival send(Webhook webhook);
}
