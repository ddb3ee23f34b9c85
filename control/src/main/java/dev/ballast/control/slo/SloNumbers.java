// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What was counted for one SLO at one place, before anything is concluded from it.
 *
 * @param budgetWindow what the SLO's own window holds
 * @param windows the same by window as written, before time scaling
 * @param full what the whole window will hold; not a number where it is forecast from the traffic
 */
record SloNumbers(
    WindowEvents budgetWindow,
    Map<Duration, WindowEvents> windows,
    Coverage coverage,
    double full) {

  SloNumbers {
    windows = Map.copyOf(windows);
  }

  WindowEvents window(Duration written) {
    WindowEvents events = windows.get(written);
    return events == null ? WindowEvents.unknown(written, List.of()) : events;
  }
}
