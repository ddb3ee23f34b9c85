// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.roi;

import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.control.cost.Advice;
import dev.ballast.control.cost.BudgetPrice;
import dev.ballast.control.cost.Choice;
import dev.ballast.control.cost.RoiReport;
import dev.ballast.control.cost.Sensitivity;
import dev.ballast.control.cost.Step;
import java.util.Locale;

/** The answer as text for a terminal: advice first, then the tables that it rests on. */
final class RoiText {

  private static final int MOST_CHOICES = 12;
  private static final int MOST_NUMBERS = 6;

  private RoiText() {}

  static String of(RoiReport report, Style style) {
    StringBuilder text = new StringBuilder();
    for (String sentence : Advice.of(report)) {
      Table.wrap(sentence, Terminal.WIDTH - 2)
          .forEach(line -> text.append("  ").append(line).append('\n'));
    }
    text.append('\n').append(choices(report, style));
    if (!report.steps().isEmpty()) {
      text.append('\n').append(steps(report, style));
    }
    text.append('\n').append(numbers(report, style)).append('\n').append(prices(report, style));
    text.append('\n')
        .append(
            style.dim(
                "%s: %s, amounts of a year in %s; %d portfolios compared%s; %,d simulated years, seed %d"
                    .formatted(
                        report.model(),
                        report.exact() ? "means are exact" : "means are simulated",
                        report.currency(),
                        report.looked(),
                        report.complete() ? ", all there are" : "",
                        report.years(),
                        report.seed())))
        .append('\n');
    return text.toString();
  }

  private static String choices(RoiReport report, Style style) {
    Table table =
        Table.of(">SPEND", ">LOST", ">MEAN TOTAL", ">WORST 5 %", ">SERVED", ">KEPT", "PORTFOLIO");
    for (Choice choice : report.judged().stream().limit(MOST_CHOICES).toList()) {
      table.row(
          money(choice.spend().value()),
          money(choice.loss()),
          money(choice.mean()),
          money(choice.total().cvar95()),
          served(choice),
          percent(choice.journeys().stream().mapToDouble(Choice.Service::met).min().orElse(1)),
          choice.title() + mark(report, choice));
    }
    return table.render(style);
  }

  private static String mark(RoiReport report, Choice choice) {
    boolean best = choice.investments().equals(report.best().investments());
    boolean safest = choice.investments().equals(report.safest().investments());
    return best && safest
        ? "  <- best"
        : best ? "  <- best on average" : safest ? "  <- best in the worst years" : "";
  }

  private static String steps(RoiReport report, Style style) {
    Table table = Table.of(">COSTS MORE", ">SAVES", ">RETURN", "FROM ONE EFFICIENT TO THE NEXT");
    for (Step step : report.steps()) {
      table.row(
          money(step.costs()),
          money(step.saves()),
          String.format(Locale.ROOT, "%+.0f %%", step.roi() * 100),
          title(step.from()) + " -> " + title(step.to()));
    }
    return table.render(style);
  }

  static String title(java.util.List<String> investments) {
    return investments.isEmpty() ? "as it is" : String.join(" + ", investments);
  }

  private static String numbers(RoiReport report, Style style) {
    Table table =
        Table.of(">AT LOW", ">AT HIGH", ">SHARE", ">WORTH KNOWING", "THE BEST ONE HANGS ON");
    for (Sensitivity s : report.sensitivities().stream().limit(MOST_NUMBERS).toList()) {
      table.row(
          money(s.atLow()),
          money(s.atHigh()),
          percent(s.share()),
          s.worthKnowing() > 0 ? money(s.worthKnowing()) : "",
          "%s, %s to %s%s"
              .formatted(
                  s.number(), number(s.low()), number(s.high()), s.assumed() ? " (assumed)" : ""));
    }
    return table.render(style);
  }

  private static String prices(RoiReport report, Style style) {
    Table table =
        Table.of(">A MINUTE", ">BUDGET, MIN", ">BUDGET", ">A RELEASE", ">HOUR AT 10 %", "JOURNEY");
    for (BudgetPrice price : report.prices()) {
      table.row(
          money(price.minuteValue()),
          number(price.budgetMinutes()),
          money(price.budgetValue()),
          price.release().isPresent() ? money(price.release().getAsDouble()) : "?",
          money(price.hour(0.1)),
          price.journey());
    }
    return table.render(style);
  }

  static String money(double amount) {
    return String.format(Locale.ROOT, "%,.0f", amount);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", share * 100);
  }

  /** The journey that is served worst. */
  static String served(Choice choice) {
    double least = choice.journeys().stream().mapToDouble(Choice.Service::served).min().orElse(1);
    return String.format(Locale.ROOT, "%.4f %%", least * 100);
  }

  static String number(double value) {
    return dev.ballast.cli.terminal.Text.number(value);
  }
}
