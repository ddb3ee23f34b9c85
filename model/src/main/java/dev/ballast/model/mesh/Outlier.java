// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.mesh;

import dev.ballast.model.quantity.Ratio;
import java.time.Duration;

/**
 * Takes an endpoint out for a while when its answers are bad.
 *
 * @param consecutive bad answers in a row that eject; 0 when none does
 * @param gatewayOnly whether only 502, 503, 504 and broken connections count, or every 5xx
 * @param ejection how long the first time; the n-th time in a row takes n times as long
 * @param longest the most that an ejection takes
 * @param most share of a version's endpoints in one region that may be out at once; one always may,
 *     unless it is the only one, and all may while a farther region stands in
 */
public record Outlier(
    int consecutive, boolean gatewayOnly, Duration ejection, Duration longest, Ratio most) {

  public static final Outlier DEFAULT =
      new Outlier(5, false, Duration.ofSeconds(30), Duration.ofSeconds(300), new Ratio(0.5));

  public boolean active() {
    return consecutive > 0;
  }
}
