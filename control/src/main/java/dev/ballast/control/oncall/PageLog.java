// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.oncall;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was said about one incident so far. Each event about it carries all of this, so the newest
 * one in the ledger is enough to go on after a restart: a step that stands there is not taken
 * again.
 *
 * @param state what those who heard of it believe; {@code RESOLVED} also when nobody has heard
 * @param clock since when the steps count; the epoch: since the incident began
 * @param steps taken, as {@code policy/number}
 * @param heard webhooks that were told of it and not that it is over
 * @param held why nobody is called; empty: nothing keeps anybody
 * @param digest of the text that was told last
 * @param at when something was told last
 * @param service and {@code severity} as they were told first: what some receivers know it by
 */
public record PageLog(
    Call.State state,
    Instant clock,
    Set<String> steps,
    Set<String> heard,
    String held,
    String digest,
    Instant at,
    String service,
    String severity) {

  /** Nothing was said. */
  public static final PageLog EMPTY =
      new PageLog(
          Call.State.RESOLVED, Instant.EPOCH, Set.of(), Set.of(), "", "", Instant.EPOCH, "", "");

  /** The same story with more said. */
  PageLog with(
      Call.State newState,
      Instant newClock,
      Set<String> newSteps,
      Set<String> newHeard,
      String newHeld) {
    return new PageLog(
        newState, newClock, newSteps, newHeard, newHeld, digest, at, service, severity);
  }

  /** Something about a call was told now. */
  PageLog told(Call call, Instant now) {
    return new PageLog(
        state,
        clock,
        steps,
        heard,
        held,
        call.text().digest(),
        now,
        service.isEmpty() ? call.text().details().getOrDefault("service", "") : service,
        severity.isEmpty() ? call.text().details().getOrDefault("severity", "") : severity);
  }

  public PageLog {
    steps = Collections.unmodifiableSet(new TreeSet<>(steps));
    heard = Collections.unmodifiableSet(new TreeSet<>(heard));
  }
}
