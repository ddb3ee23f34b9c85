// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.rollout;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * A webhook that a rollout asks or tells.
 *
 * @param timeout how long an answer may take
 * @param retries how often it is asked again after a failure
 * @param muted nobody is alerted when it says no
 */
public record Hook(
    Type type,
    String name,
    URI url,
    Duration timeout,
    int retries,
    Map<String, String> metadata,
    boolean muted,
    boolean unverified) {

  /** The address of a gate that only a person opens; nothing is called. */
  public static final URI MANUAL = URI.create("ballast:manual");

  public boolean isManual() {
    return MANUAL.equals(url);
  }

  /** When it is called. */
  public enum Type {
    /** Before the canary is started; until it says yes the rollout waits. */
    CONFIRM_ROLLOUT("confirm-rollout"),
    /** Before the first traffic; a no counts as a failed check. */
    PRE_ROLLOUT("pre-rollout"),
    /** At every check; a no counts as a failed check. */
    ROLLOUT("rollout"),
    /** Before the weight grows; until it says yes the weight stays. */
    CONFIRM_TRAFFIC_INCREASE("confirm-traffic-increase"),
    /** Before the promotion; until it says yes the rollout goes on being checked. */
    CONFIRM_PROMOTION("confirm-promotion"),
    /** After the end, good or bad; its answer changes nothing. */
    POST_ROLLOUT("post-rollout"),
    /** At every check; a yes rolls back. */
    ROLLBACK("rollback"),
    /** Is told every event. */
    EVENT("event");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    /** As written in files. */
    public String word() {
      return word;
    }
  }

  public Hook {
    metadata = java.util.Collections.unmodifiableMap(new TreeMap<>(metadata));
  }
}
