// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.oncall;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was said about one incident so far. Each event about it carries all of this, so the newest
 * one in the ledger is enough to go on after a restart: a step that stands there is not taken again.
 *
 * @param state what those who heard of it believe; {@code RESOLVED} also when nobody has heard
 * @param clock since when the steps count; the epoch: since the incident began
 * @param steps taken, as {@code policy/number}
 * @param heard webhooks that were told of it and not that it is over
 * @param held why nobody is called; empty: nothing keeps anybody
 * @param digest of the text that was told last
 * @param at when something was told last
 */
public record PageLog(
    Call.State state,
    Instant clock,
    Set<String> steps,
    Set<String> heard,
    String held,
    String digest,
    Instant at) {

  /** Nothing was said. */
  public static final PageLog EMPTY =
      new PageLog(
          Call.State.RESOLVED, Instant.EPOCH, Set.of(), Set.of(), "", "", Instant.EPOCH);

  public PageLog {
    steps = Collections.unmodifiableSet(new TreeSet<>(steps));
    heard = Collections.unmodifiableSet(new TreeSet<>(heard));
  }
}
