// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.control.slo.replay.Span;
import java.time.Duration;

/**
 * The window of an SLO's budget.
 *
 * @param written as the SLO says it; of a calendar, how long this one is
 * @param evaluated written / timeScale; a calendar is never scaled
 * @param timeScale 1 in production; 60 in the demo, where an hour passes in a minute
 * @param span from when until when: a rolling one ends now, a calendar's may end later
 * @param isCalendar whether it begins anew at the end of the span
 */
public record SloWindow(
    Duration written, Duration evaluated, double timeScale, Span span, boolean isCalendar) {

  public boolean isScaled() {
    return timeScale != 1;
  }
}
