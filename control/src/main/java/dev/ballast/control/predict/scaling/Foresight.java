// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.scaling;

import dev.ballast.stats.Gaps;
import dev.ballast.stats.forecast.Forecast;
import dev.ballast.stats.forecast.Options;
import dev.ballast.stats.forecast.Portfolio;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * What is known of a load's near future.
 *
 * <p>Note. Whoever needs {@code lead} until a new replica serves has to ask now for what will be
 * needed until then: the highest of an upper quantile of the forecast over the lead time, and never
 * less than the load of now. So a wrong forecast costs replicas, not requests: the rule asks for no
 * fewer than the reactive one.
 */
public sealed interface Foresight {

  /** Fewer values than this teach nothing. */
  int LEAST_VALUES = 48;

  /** Seasons that have to be seen before one is believed. */
  int LEAST_SEASONS = 2;

  /**
   * A forecast.
   *
   * @param from the end of the history: step 0 ends one step later
   */
  record Seen(Instant from, Duration step, Forecast forecast) implements Foresight {}

  /** None, and why. */
  record Blind(String why) implements Foresight {}

  /**
   * Learns from the past.
   *
   * @param history a value for each step that has passed, oldest first; NaN where there is none
   * @param end when the last of them ended
   * @param season steps of the main period; 1 or less to have it found
   * @param horizon steps ahead that are needed
   */
  static Foresight of(double[] history, Instant end, Duration step, int season, int horizon) {
    int known = history.length - Gaps.count(history);
    int least = Math.max(LEAST_VALUES, LEAST_SEASONS * season);
    if (known < least) {
      return new Blind("%d values in the history (expected: %d or more)".formatted(known, least));
    }
    int wide = Math.max(horizon, Math.min(history.length / 4, day(season, step)));
    Options options = Options.of(wide).withSeason(season).withBounds(0, Double.POSITIVE_INFINITY);
    return new Seen(end, step, Portfolio.fit(history, options));
  }

  /** Steps of a season, or of a day. */
  private static int day(int season, Duration step) {
    return season > 1 ? season : (int) Duration.ofDays(1).dividedBy(step);
  }

  /**
   * The load to be ready for from now until the lead time is over.
   *
   * @param current the load of now
   * @param quantile how much of the future is to be covered, between 0 and 1
   */
  default Expected within(Duration lead, Instant now, double quantile, double current) {
    return switch (this) {
      case Blind(String why) -> new Expected(current, false, "the load of now: " + why);
      case Seen seen -> seen(seen, lead, now, quantile, current);
    };
  }

  private static Expected seen(
      Seen seen, Duration lead, Instant now, double quantile, double current) {
    long step = seen.step().toMillis();
    long age = Duration.between(seen.from(), now).toMillis();
    long first = Math.max(0, Math.floorDiv(age, step));
    long last = Math.ceilDiv(age + lead.toMillis(), step) - 1;
    if (last < first || last >= seen.forecast().horizon()) {
      return new Expected(
          current, false, "the load of now: the forecast ends before the lead time");
    }
    double highest = current;
    for (int k = (int) first; k <= last; k++) {
      highest = Math.max(highest, seen.forecast().quantile(quantile, k));
    }
    if (!Double.isFinite(highest)) {
      return new Expected(current, false, "the load of now: the forecast is not finite");
    }
    return new Expected(
        highest,
        true,
        String.format(
            Locale.ROOT,
            "the highest of now and the %.2f quantile of the next %d s: %s",
            quantile,
            lead.toSeconds(),
            seen.forecast().explanation()));
  }
}
