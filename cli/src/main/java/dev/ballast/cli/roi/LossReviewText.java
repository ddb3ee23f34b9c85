// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.roi;

import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.control.cost.BackTest;
import dev.ballast.control.cost.LossForecast;
import dev.ballast.control.cost.LossHistory;
import dev.ballast.control.cost.LossReview;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was foreseen against what was lost, for a terminal: the answer first, then each period. */
final class LossReviewText {

  private LossReviewText() {}

  static String of(LossReview review, String currency, Style style) {
    StringBuilder text = new StringBuilder();
    answer(review, currency.isEmpty() ? "" : currency + " ")
        .forEach(line -> text.append("  ").append(line).append('\n'));
    return text.append('\n').append(periods(review).render(style)).toString();
  }

  private static List<String> answer(LossReview review, String unit) {
    List<String> lines = new ArrayList<>();
    int trials = review.test().trials().size();
    String length = review.history().length().toString();
    if (trials == 0) {
      lines.add(
          "Nothing could be foreseen: %d %ss, %d of them to warm up, and at least 5 incidents before"
                  .formatted(review.history().periods().size(), length, review.warmUp())
              + " the first forecast are needed.");
    } else {
      lines.add(
          String.format(
              Locale.ROOT,
              "%d of %d %ss lost what was foreseen (%.0f %%; 80 %% were promised, %s).",
              review.test().covered(),
              trials,
              length,
              review.test().coverage() * 100,
              calibration(review)));
    }
    lines.add(
        String.format(
            Locale.ROOT, "A year like these loses %s%,.0f.", unit, review.history().yearly()));
    review
        .ratio()
        .ifPresent(
            ratio ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "The model expects %s%,.0f of a year: %.2f times that was lost.",
                        unit,
                        review.expected().orElseThrow(),
                        ratio)));
    review
        .next()
        .ifPresent(
            next ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "The next %s: %s%,.0f to %,.0f in 8 of 10 cases, as likely above %,.0f as below.",
                        length,
                        unit,
                        next.low(),
                        next.high(),
                        next.median())));
    return lines;
  }

  private static String calibration(LossReview review) {
    return switch (review.calibration()) {
      case UNKNOWN -> "nobody knows yet";
      case TOO_NARROW -> "so the intervals are too narrow: do not rely on them";
      case RIGHT -> "which may well be true";
      case TOO_WIDE -> "so the intervals are wider than they need to be";
    };
  }

  private static Table periods(LossReview review) {
    Table table = Table.of("FROM", ">INCIDENTS", ">LOST", ">AT LEAST", ">AT MOST", "FORESEEN");
    List<LossHistory.Period> all = review.history().periods();
    for (int p = 0; p < all.size(); p++) {
      int number = p;
      Optional<BackTest.Trial> trial =
          review.test().trials().stream().filter(t -> t.period() == number).findFirst();
      Optional<LossForecast> forecast = trial.map(BackTest.Trial::forecast);
      table.row(
          all.get(p).start().toString(),
          Integer.toString(all.get(p).losses().size()),
          RoiText.money(all.get(p).total()),
          forecast.map(f -> RoiText.money(f.low())).orElse(""),
          forecast.map(f -> RoiText.money(f.high())).orElse(""),
          trial
              .map(t -> t.covered() ? "yes" : "no")
              .orElse(p < review.warmUp() ? "warm-up" : "too few"));
    }
    return table;
  }
}
