// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One version and what became of it.
 *
 * @param phase the last one that was seen, in Flagger's word
 * @param begun when it was deployed
 * @param changed when the phase changed last
 * @param weights the shares of the traffic that it got, in percent and in order
 * @param verdict the judge's last word; empty when there was none
 * @param standing why it is not over; empty when it is, or when nothing is in the way
 * @param retired the version that was ended because of it; empty while none is
 */
record Release(
    String version,
    String phase,
    Instant begun,
    Instant changed,
    List<Integer> weights,
    String verdict,
    String standing,
    String retired) {

  Release {
    weights = List.copyOf(weights);
  }

  static Release begin(String version, Instant now) {
    return new Release(version, "", now, now, List.of(), "", "", "");
  }

  boolean isRolledBack() {
    return phase.equals("Failed");
  }

  boolean isPromoted() {
    return phase.equals("Succeeded");
  }

  boolean isOver() {
    return isRolledBack() || isPromoted();
  }

  Duration took() {
    return Duration.between(begun, changed);
  }

  Release withRetired(String other) {
    return new Release(version, phase, begun, changed, weights, verdict, standing, other);
  }
}
