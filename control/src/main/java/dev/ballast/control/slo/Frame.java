// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.control.slo.replay.Exclusion;
import dev.ballast.control.slo.replay.Exclusions;
import dev.ballast.control.slo.replay.Periods;
import dev.ballast.control.slo.replay.Span;
import dev.ballast.model.Slo;
import dev.ballast.model.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which time an SLO's budget is for at an instant, and what of it does not count.
 *
 * @param past the part of it that is over
 */
record Frame(SloWindow window, Span past, Exclusions exclusions) {

  /** Nothing before the first window of a calendar. */
  static Optional<Frame> of(Slo slo, LeftOut leftOut, SloPolicy policy, Instant at) {
    return switch (slo.terms().window()) {
      case TimeWindow.Rolling(Duration length) -> {
        SloWindow window = policy.rolling(length, at);
        Span span = window.span();
        yield Optional.of(new Frame(window, span, granted(slo, span, leftOut, policy)));
      }
      case TimeWindow.Calendar calendar ->
          Periods.of(calendar, at)
              .map(
                  span ->
                      new Frame(
                          new SloWindow(
                              span.length(), span.length(), policy.timeScale(), span, true),
                          new Span(span.from(), at),
                          granted(slo, span, leftOut, policy)));
      case TimeWindow.Unstated _ -> Optional.empty();
    };
  }

  private static Exclusions granted(Slo slo, Span span, LeftOut leftOut, SloPolicy policy) {
    List<Exclusion> asked = leftOut.of(slo, span);
    return slo.care().capped()
        ? Exclusions.in(span, asked, slo.care().exclusionCap(), slo.care().exclusionCap())
        : Exclusions.in(span, asked, policy.exclusionCap());
  }

  boolean isCalendar() {
    return window.isCalendar();
  }

  /** The share of the counting part of the whole window that is over. */
  double elapsed() {
    double whole = window.span().length().minus(exclusions.within(window.span())).toMillis();
    double over = past.length().minus(exclusions.within(past)).toMillis();
    return whole > 0 ? Math.min(1, over / whole) : 0;
  }
}
