// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.control.rollout.judge.Verdict;
import java.time.Instant;

/**
 * What the judge said last, in words and numbers that outlive it.
 *
 * @param name Pass, Regress, Inconclusive, NoData or BothArmsBad
 * @param eValue evidence that the canary is worse
 * @param limit from which on it is rolled back
 */
public record Heard(
    Instant at, String name, String text, String metric, double eValue, double limit) {

  static Heard of(Verdict verdict, Instant at) {
    return new Heard(
        at,
        verdict.name(),
        verdict.text(),
        verdict.evidence().metric(),
        verdict.evidence().eValue(),
        verdict.evidence().limit());
  }
}
