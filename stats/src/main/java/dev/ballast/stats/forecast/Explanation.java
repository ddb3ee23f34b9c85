// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import dev.ballast.stats.season.Periods;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says in a sentence or two where a forecast comes from. */
final class Explanation {

  private Explanation() {}

  static String of(
      Cleaned cleaned,
      Periods periods,
      Backtest judge,
      int horizon,
      List<Forecast.Member> members) {
    String names =
        members.stream()
            .filter(Forecast.Member::chosen)
            .map(Forecast.Member::name)
            .collect(Collectors.joining(", "));
    long chosen = members.stream().filter(Forecast.Member::chosen).count();
    StringBuilder text = new StringBuilder(history(cleaned));
    text.append(season(periods))
        .append(chosen == 1 ? "Forecast by " : "Median of ")
        .append(names)
        .append(reason(members, judge, horizon));
    return text.toString();
  }

  static String ofPersistence(Cleaned cleaned) {
    if (cleaned.known() == 0) {
      return "No value to learn from: the forecast is zero and means nothing.";
    }
    return history(cleaned) + "Too few or always the same: the last value stays.";
  }

  private static String history(Cleaned cleaned) {
    String missing = cleaned.missing() > 0 ? " (" + cleaned.missing() + " missing)" : "";
    return cleaned.values().length + " values" + missing + ". ";
  }

  private static String season(Periods periods) {
    if (!periods.seasonal()) {
      return "No season. ";
    }
    String second = periods.second() > 1 ? " and " + periods.second() : "";
    return "Season " + periods.first() + second + ". ";
  }

  private static String reason(List<Forecast.Member> members, Backtest judge, int horizon) {
    String chosen =
        judge.whole() < Combination.ENOUGH ? ": the history is too short to choose among all" : "";
    if (judge.whole() < 1) {
      return chosen + ".";
    }
    double best =
        members.stream()
            .filter(Forecast.Member::chosen)
            .mapToDouble(Forecast.Member::error)
            .min()
            .orElse(Double.NaN);
    String where =
        "%s on %d earlier origins%s"
            .formatted(
                chosen.isEmpty() ? ":" : chosen + ";",
                judge.origins(),
                judge.horizon() < horizon ? ", " + judge.horizon() + " steps ahead," : "");
    return Double.isNaN(best)
        ? where + " seasonal naive was exact."
        : String.format(
            Locale.ROOT, "%s the best of them had %.2f times seasonal naive's error.", where, best);
  }
}
