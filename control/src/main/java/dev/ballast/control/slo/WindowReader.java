// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.telemetry.query.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Asks for the events of one window. */
final class WindowReader {

  private WindowReader() {}

  /** By region; the empty region is the whole. Empty when there is no sample. */
  static Map<String, WindowEvents> read(
      MetricQuery metrics, SliQuery query, Duration window, Instant at) {
    RegionSums part = RegionSums.of(metrics.instant(query.part(), at).value());
    Map<String, WindowEvents> events = new TreeMap<>();
    if (query.total().isEmpty()) {
      for (String region : part.sums().keySet()) {
        double share = part.mean(region);
        events.put(region, events(window, share * query.totalFactor(), query.totalFactor(), query));
      }
      return events;
    }
    RegionSums total = RegionSums.of(metrics.instant(query.total(), at).value());
    if (part.isEmpty() && total.sum(RegionSums.WHOLE) > 0) {
      BucketBound.check(metrics, query, window, at);
    }
    for (String region : total.sums().keySet()) {
      events.put(
          region,
          events(
              window,
              part.sum(region) * query.partFactor(),
              total.sum(region) * query.totalFactor(),
              query));
    }
    return events;
  }

  /** Extrapolation may put a part above its total by a hair, and never below 0. */
  private static WindowEvents events(Duration window, double part, double total, SliQuery query) {
    double all = Math.max(0, total);
    double counted = Math.clamp(part, 0, all);
    return switch (query.meaning()) {
      case GOOD, GOOD_SHARE -> new WindowEvents(window, counted, all, true, query.texts());
      case BAD, BAD_SHARE -> new WindowEvents(window, all - counted, all, true, query.texts());
    };
  }
}
