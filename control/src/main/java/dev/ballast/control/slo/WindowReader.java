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

  /** By how much extrapolation may lift a part over its total. */
  private static final double HAIR = 0.01;

  static RegionEvents read(MetricQuery metrics, SliQuery query, Duration window, Instant at) {
    RegionSums part = RegionSums.of(metrics.instant(query.part(), at).value());
    Map<String, WindowEvents> events = new TreeMap<>();
    if (query.total().isEmpty()) {
      for (String region : part.sums().keySet()) {
        double share = part.mean(region);
        events.put(region, events(window, share * query.totalFactor(), query.totalFactor(), query));
      }
      return new RegionEvents(events, split(part, part.rest().samples() > 0));
    }
    RegionSums total = RegionSums.of(metrics.instant(query.total(), at).value());
    for (String region : total.sums().keySet()) {
      events.put(
          region,
          events(
              window,
              part.sum(region) * query.partFactor(),
              total.sum(region) * query.totalFactor(),
              query));
    }
    return new RegionEvents(events, split(part, total, query));
  }

  /** Of the part, what lies nowhere must belong to a total that lies nowhere. */
  private static Split split(RegionSums part, RegionSums total, SliQuery query) {
    double most = total.rest().sum() * query.totalFactor() * (1 + HAIR);
    return total.tellsRegionsApart() && part.rest().sum() * query.partFactor() > most
        ? Split.PART_WITHOUT_REGION
        : split(total, total.rest().sum() > 0);
  }

  private static Split split(RegionSums sums, boolean rest) {
    return sums.tellsRegionsApart() && rest ? Split.SOME_WITHOUT_REGION : Split.CLEAN;
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
