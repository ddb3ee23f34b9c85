// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import dev.ballast.stats.season.Periods;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Forecasts one series with several forecasters, the median of those that have done best on it.
 *
 * <p>Note. Every member is tried on rolling origins; the errors of the combination there become the
 * intervals. Answers finite values for any input: gaps, constants, two points, anything.
 */
public final class Portfolio {

  private static final int LEAST_KNOWN = 4;
  private static final int MOST_VALUES = 5_000;
  private static final int MOST_SEASONS = 12;
  private static final double SANE = 1.5;

  private Portfolio() {}

  /**
   * The forecast of a series in equal steps, oldest first; what is not finite is missing. The
   * caller keeps the array.
   */
  public static Forecast fit(double[] y, Options options) {
    Cleaned first = Cleaned.of(y, Math.max(MOST_VALUES, MOST_SEASONS * options.season()));
    Options bounded = Bounds.of(y, options);
    if (first.known() < LEAST_KNOWN || constant(first.values())) {
      return persistence(first, bounded);
    }
    Periods periods = SeasonChoice.of(first.values(), options.season(), options.horizon());
    Cleaned cleaned = first.refilled(y, periods.first());
    Transform scale = Bounds.transform(bounded, cleaned.unit());
    Members members = Members.of(cleaned.values(), periods, scale);
    return combined(cleaned, bounded, periods, members);
  }

  /** The periods that {@link #fit} would use. */
  public static Periods season(double[] y, Options options) {
    Cleaned cleaned = Cleaned.of(y, Math.max(MOST_VALUES, MOST_SEASONS * options.season()));
    return cleaned.known() < LEAST_KNOWN || constant(cleaned.values())
        ? Periods.NONE
        : SeasonChoice.of(cleaned.values(), options.season(), options.horizon());
  }

  private static Forecast combined(
      Cleaned cleaned, Options options, Periods periods, Members members) {
    double[] values = cleaned.values();
    int horizon = options.horizon();
    List<Forecaster> all = members.all();
    Backtest backtest = Backtest.of(values, periods, all, horizon);
    Backtest judge = Combination.judge(backtest, values, periods, all);
    int[] chosen = Combination.choose(judge, all.size(), members.core());
    List<double[]> sane = new ArrayList<>();
    List<Integer> kept = new ArrayList<>();
    for (int m : chosen) {
      double[] forecast = all.get(m).fit(values, periods).forecast(values, horizon);
      if (sane(forecast, values)) {
        sane.add(forecast);
        kept.add(m);
      }
    }
    for (int m : sane.isEmpty() ? judge.bestFirst() : new int[0]) {
      double[] forecast = all.get(m).fit(values, periods).forecast(values, horizon);
      if (sane(forecast, values)) {
        sane.add(forecast);
        kept.add(m);
        break;
      }
    }
    double[] median = Combination.median(sane.toArray(double[][]::new));
    int[] speaking = kept.stream().mapToInt(Integer::intValue).toArray();
    Spread spread = Spread.of(backtest.errors(speaking), backtest.windows(), horizon, step(values));
    List<Forecast.Member> reports = reports(all, judge, kept);
    return new Forecast(
        scaled(median, cleaned.unit(), options),
        spread,
        cleaned.unit(),
        options,
        backtest.whole(),
        periods,
        reports,
        Explanation.of(cleaned, periods, judge, horizon, reports));
  }

  private static List<Forecast.Member> reports(
      List<Forecaster> all, Backtest backtest, List<Integer> kept) {
    double reference = backtest.error(0);
    List<Forecast.Member> reports = new ArrayList<>();
    for (int m = 0; m < all.size(); m++) {
      double error = backtest.error(m);
      double ratio = error == reference ? 1 : error / reference;
      reports.add(
          new Forecast.Member(
              all.get(m).name(),
              backtest.origins() > 0 && Double.isFinite(ratio) ? ratio : Double.NaN,
              kept.contains(m)));
    }
    reports.sort(Comparator.comparingDouble(Forecast.Member::error));
    return reports;
  }

  /** Too little to learn from: the last value stays, as far as it ever moved. */
  private static Forecast persistence(Cleaned cleaned, Options options) {
    double[] values = cleaned.values();
    double[] mean = SeasonalNaive.repeated(values, 1, options.horizon());
    Spread spread = Spread.of(new double[0][], 0, options.horizon(), step(values));
    return new Forecast(
        scaled(mean, cleaned.unit(), options),
        spread,
        cleaned.unit(),
        options,
        0,
        Periods.NONE,
        List.of(new Forecast.Member("last value", Double.NaN, true)),
        Explanation.ofPersistence(cleaned));
  }

  private static double[] scaled(double[] values, double unit, Options options) {
    double[] result = new double[values.length];
    for (int h = 0; h < result.length; h++) {
      double value = Math.clamp(values[h] * unit, -Double.MAX_VALUE, Double.MAX_VALUE);
      result[h] = Math.clamp(value, options.lower(), options.upper());
    }
    return result;
  }

  private static boolean constant(double[] y) {
    return Arrays.stream(y).allMatch(v -> v == y[0]);
  }

  /** Finite, and not further out than the history is wide, and half of it again. */
  private static boolean sane(double[] forecast, double[] history) {
    double low = Arrays.stream(history).min().orElse(0);
    double high = Arrays.stream(history).max().orElse(0);
    double room = SANE * (high - low);
    return Arrays.stream(forecast).allMatch(v -> v >= low - room && v <= high + room);
  }

  /** Mean absolute change from one value to the next. */
  private static double step(double[] y) {
    double sum = 0;
    for (int t = 1; t < y.length; t++) {
      sum += Math.abs(y[t] - y[t - 1]);
    }
    return y.length > 1 ? sum / (y.length - 1) : 0;
  }
}
