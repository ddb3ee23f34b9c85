// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing.trial;

import dev.ballast.control.healing.Intent;
import dev.ballast.model.Autonomy;
import dev.ballast.model.Guards;
import dev.ballast.model.HealingAction;
import dev.ballast.model.Place;
import dev.ballast.model.Remediation;
import dev.ballast.model.ServiceName;
import dev.ballast.model.Trigger;
import dev.ballast.model.Verification;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One fault in one place, with what makes it hard; a pure function of its seed.
 *
 * @param onset when it begins, after the start
 * @param mends when somebody repairs it for good, so that nothing has a reason to stay open
 */
record Scenario(
    long seed, Fault fault, Trouble trouble, Instant start, Duration onset, Duration mends) {

  static final String NAME = "heal";
  static final String RIVAL = "rival";

  private static final double WELL = 0.001;
  private static final double LIMIT = 0.01;
  private static final Duration SELF = Duration.ofSeconds(60);
  private static final Duration LOCKED = Duration.ofMinutes(3);

  boolean has(Trouble one) {
    return trouble == one;
  }

  double limit() {
    return LIMIT;
  }

  Place place() {
    return new Place(new ServiceName("shop"), "east");
  }

  String target() {
    return "target of " + fault;
  }

  SortedMap<String, String> initial() {
    return new TreeMap<>(
        switch (fault) {
          case BAD_VERSION -> Map.of("v1", "50", "v2", "50");
          case OVERLOAD -> Map.of("replicas", "2");
          case DEAD_ENDPOINT -> Map.of("draining", "false");
          case HUNG -> Map.of("restarts", "0");
        });
  }

  Map<String, Remediation> remediations() {
    Remediation heal = remediation(NAME);
    return has(Trouble.FIGHT) && fault == Fault.BAD_VERSION
        ? Map.of(NAME, heal, RIVAL, remediation(RIVAL))
        : Map.of(NAME, heal);
  }

  private Remediation remediation(String name) {
    Guards usual = Guards.DEFAULT;
    HealingAction action =
        fault == Fault.HUNG
            ? new HealingAction.Call("http://ops/restart", "", Duration.ofSeconds(30), false)
            : new HealingAction.Shift("mesh/shop", "", Map.of("v1", 100, "v2", 0));
    Verification rules =
        new Verification(
            "", "", LIMIT, Duration.ofSeconds(15), Duration.ofMinutes(3), Duration.ofMinutes(4));
    return Remediation.of(
            name, place().service(), new Trigger.OfQuery("bad", Duration.ZERO), action)
        .withVerification(rules)
        .withAutonomy(Autonomy.AUTO)
        .withGuards(
            new Guards(
                usual.dataAge(),
                3,
                Duration.ofMinutes(5),
                new Ratio(0.3),
                0,
                0,
                1,
                new Ratio(0.3),
                0,
                1,
                Duration.ofMinutes(10),
                Duration.ofHours(1)));
  }

  Intent intent(String key, SortedMap<String, String> state, boolean opposite, boolean blind) {
    double touches = has(Trouble.TOO_WIDE) ? 0.9 : fault == Fault.OVERLOAD ? 0 : 0.33;
    if (blind) {
      return new Intent(
          key,
          "webhook",
          target(),
          new TreeMap<>(),
          new TreeMap<>(),
          false,
          false,
          touches,
          -1,
          "restart");
    }
    SortedMap<String, String> after = new TreeMap<>(state);
    switch (fault) {
      case BAD_VERSION -> {
        after.put("v1", opposite ? "0" : "100");
        after.put("v2", opposite ? "100" : "0");
      }
      case OVERLOAD -> {
        int replicas = Integer.parseInt(state.getOrDefault("replicas", "2"));
        after.put("replicas", Integer.toString(Math.min(4, replicas + 1)));
      }
      case DEAD_ENDPOINT, HUNG -> after.put("draining", "true");
    }
    boolean temporary = fault == Fault.BAD_VERSION || fault == Fault.DEAD_ENDPOINT;
    return new Intent(
        key,
        "shift",
        target(),
        state,
        after,
        true,
        temporary,
        touches,
        2,
        target() + " to " + after);
  }

  boolean isBroken(Instant now) {
    Duration since = Duration.between(start.plus(onset), now);
    boolean on = !since.isNegative() && Duration.between(start, now).compareTo(mends) < 0;
    if (has(Trouble.SELF_HEALING)) {
      return on && since.compareTo(SELF) < 0;
    }
    return has(Trouble.FLAPPING) ? on && since.toSeconds() / 40 % 2 == 0 : on;
  }

  boolean isLocked(Instant now) {
    return Duration.between(start.plus(onset), now).compareTo(LOCKED) < 0;
  }

  boolean isStale(Instant now) {
    Duration since = Duration.between(start.plus(onset), now);
    return has(Trouble.STALE) && since.toSeconds() > 3 && since.toSeconds() < 300;
  }

  boolean rivalWants(SortedMap<String, String> state, Instant now) {
    return isBroken(now) && "100".equals(state.get("v1"));
  }

  /** The share of requests that fail, here or where nothing was done. */
  double badness(boolean here, SortedMap<String, String> state, Instant now) {
    boolean everywhere = has(Trouble.SYSTEMIC) || has(Trouble.SELF_HEALING);
    boolean inForce = inForce(state);
    double more = isBroken(now) && inForce ? harm(here) : 0;
    if (!isBroken(now) || (!here && !everywhere)) {
      return WELL + more;
    }
    boolean helps = inForce && !has(Trouble.WRONG_DIAGNOSIS) && !everywhere && here;
    return (helps ? WELL : sick()) + more;
  }

  private double harm(boolean here) {
    return switch (trouble) {
      case HARMFUL -> here ? 0.4 : 0;
      case HARMS_OTHERS -> here ? 0 : 0.3;
      default -> 0;
    };
  }

  private double sick() {
    return switch (fault) {
      case BAD_VERSION -> 0.15;
      case OVERLOAD -> 0.2;
      case DEAD_ENDPOINT -> 0.33;
      case HUNG -> 0.5;
    };
  }

  /** Whether the target is as the remediation wants it. */
  boolean inForce(SortedMap<String, String> state) {
    return switch (fault) {
      case BAD_VERSION -> "100".equals(state.get("v1"));
      case OVERLOAD -> Integer.parseInt(state.getOrDefault("replicas", "0")) >= 3;
      case DEAD_ENDPOINT -> "true".equals(state.get("draining"));
      case HUNG -> Integer.parseInt(state.getOrDefault("restarts", "0")) > 0;
    };
  }
}
