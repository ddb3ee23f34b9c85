// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.gate;

import java.time.Duration;

/**
 * How closely a release is watched.
 *
 * @param checkEvery the canary is judged at least so often
 * @param handsOn whether a person watches from the first step to the last
 * @param person who that is when the release names nobody; may be empty
 * @param personRequired whether a release that nobody is named for is denied
 */
public record Watch(Duration checkEvery, boolean handsOn, String person, boolean personRequired) {

  public Watch {
    if (checkEvery.isNegative() || checkEvery.isZero()) {
      throw new IllegalArgumentException("checkEvery: " + checkEvery + " (expected: over 0)");
    }
  }

  /** By programs only. */
  public static Watch every(Duration time) {
    return new Watch(time, false, "", false);
  }
}
