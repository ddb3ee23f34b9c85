// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.time.Duration;
import java.util.Set;

/**
 * An address that is told when something is about to go wrong.
 *
 * @param key signs what is sent; with PagerDuty it says whom it is for
 * @param minUrgency less urgent warnings are not sent
 * @param repeatAfter the same warning with the same urgency is not sent again before
 * @param channel of Slack, where a bot writes; empty: an incoming webhook, which has its own
 * @param loopback whether the address may be on the machine that the server runs on
 */
public record Webhook(
    String name,
    Secret url,
    Format format,
    Secret key,
    Set<Topic> on,
    Urgency minUrgency,
    Duration repeatAfter,
    boolean loopback,
    String channel) {

  /** What the address understands. */
  public enum Format {
    GENERIC,
    SLACK,
    /** Alerts for an Alertmanager; the key, when there is one, is a bearer token. */
    ALERTMANAGER,
    /** Incidents of PagerDuty; the key is its routing key, and signs nothing. */
    PAGERDUTY,
    /** The key is PagerDuty's routing key, and signs nothing. */
    PAGERDUTY_CHANGE
  }

  /** What is told. */
  public enum Topic {
    CAPACITY,
    ANOMALY,
    ROLLOUT,
    /** What the alert policies of SLOs ask for. */
    SLO,
    INCIDENT,
    /** What was healed, and what somebody has to look at. */
    HEALING
  }

  /** One that writes where its URL leads. */
  public Webhook(
      String name,
      Secret url,
      Format format,
      Secret key,
      Set<Topic> on,
      Urgency minUrgency,
      Duration repeatAfter,
      boolean loopback) {
    this(name, url, format, key, on, minUrgency, repeatAfter, loopback, "");
  }

  public Webhook {
    on = Set.copyOf(on);
    if (on.isEmpty()) {
      throw new IllegalArgumentException("on: [] (expected: at least one topic)");
    }
    if (repeatAfter.isNegative() || repeatAfter.isZero()) {
      throw new IllegalArgumentException("repeatAfter: " + repeatAfter + " (expected: over 0)");
    }
  }

  /** Whether a message that was sent can become another one, instead of a second beside it. */
  public boolean updates() {
    return switch (format) {
      case ALERTMANAGER, PAGERDUTY -> true;
      case SLACK -> !channel.isEmpty();
      case GENERIC, PAGERDUTY_CHANGE -> false;
    };
  }
}
