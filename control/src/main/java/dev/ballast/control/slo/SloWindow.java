// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import java.time.Duration;

/**
 * An SLO's rolling window.
 *
 * @param written as the SLO says it
 * @param evaluated written / timeScale
 * @param timeScale 1 in production; 60 in the demo, where an hour passes in a minute
 */
public record SloWindow(Duration written, Duration evaluated, double timeScale) {

  public boolean isScaled() {
    return timeScale != 1;
  }
}
