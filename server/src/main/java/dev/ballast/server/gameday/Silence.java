// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import dev.ballast.control.findings.RunRecord;
import dev.ballast.control.findings.Series;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When traffic fell silent, and when it came back.
 *
 * @param last its last request before that, or the last of all
 * @param resumed null: it did not
 */
record Silence(Instant last, @Nullable Instant resumed) {

  /** Less than one request in so many seconds is none. */
  private static final double NOTHING = 0.01;

  /** Empty for what was silent before the fault already: that it is tells nothing. */
  static Optional<Silence> of(List<Series.Point> rate, RunRecord.Clock clock) {
    Instant last = null;
    Instant resumed = null;
    boolean before = false;
    for (Series.Point point : rate) {
      boolean heard = point.value() > NOTHING;
      if (point.at().isBefore(clock.fault())) {
        before |= heard;
      } else if (point.at().isAfter(clock.over())) {
        break;
      }
      if (heard && resumed == null && last != null && isGap(rate, last, point.at())) {
        resumed = point.at();
      } else if (heard && resumed == null) {
        last = point.at();
      }
    }
    return before && last != null ? Optional.of(new Silence(last, resumed)) : Optional.empty();
  }

  /** Whether nothing was heard between. */
  private static boolean isGap(List<Series.Point> rate, Instant from, Instant to) {
    return rate.stream()
        .anyMatch(p -> p.at().isAfter(from) && p.at().isBefore(to) && !(p.value() > NOTHING));
  }

  RunRecord.Presence presence(String series, boolean watched) {
    return new RunRecord.Presence(series, last, resumed, watched);
  }
}
