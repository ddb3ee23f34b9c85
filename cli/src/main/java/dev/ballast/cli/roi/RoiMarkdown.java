// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.roi;

import dev.ballast.control.cost.Advice;
import dev.ballast.control.cost.BudgetPrice;
import dev.ballast.control.cost.Choice;
import dev.ballast.control.cost.RoiReport;
import dev.ballast.control.cost.Sensitivity;
import dev.ballast.control.cost.Step;
import java.util.Locale;

/** The answer as a page that can be put before those who pay. */
final class RoiMarkdown {

  private static final int MOST = 10;

  private RoiMarkdown() {}

  static String of(RoiReport report) {
    StringBuilder page = new StringBuilder("## Reliability and money: " + cell(report.model()));
    page.append("\n\n");
    Advice.of(report).forEach(sentence -> page.append("- ").append(cell(sentence)).append('\n'));
    page.append("\n| portfolio | spend | lost | mean total | worst 5 % of years | served | ")
        .append("years that keep it |\n|---|--:|--:|--:|--:|--:|--:|\n");
    for (Choice choice : report.judged().stream().limit(MOST).toList()) {
      row(
          page,
          choice.investments().equals(report.best().investments())
              ? "**" + choice.title() + "**"
              : choice.title(),
          RoiText.money(choice.spend().value()),
          RoiText.money(choice.loss()),
          RoiText.money(choice.mean()),
          RoiText.money(choice.total().cvar95()),
          RoiText.served(choice),
          RoiText.percent(
              choice.journeys().stream().mapToDouble(Choice.Service::met).min().orElse(1)));
    }
    page.append("\n| step | costs more | saves | return |\n|---|--:|--:|--:|\n");
    for (Step step : report.steps()) {
      row(
          page,
          RoiText.title(step.from()) + " → " + RoiText.title(step.to()),
          RoiText.money(step.costs()),
          RoiText.money(step.saves()),
          String.format(Locale.ROOT, "%+.0f %%", step.roi() * 100));
    }
    page.append("\n| hangs on | low | high | total at low | at high | worth knowing |\n");
    page.append("|---|--:|--:|--:|--:|--:|\n");
    for (Sensitivity s : report.sensitivities().stream().limit(MOST).toList()) {
      row(
          page,
          s.number() + (s.assumed() ? " (assumed)" : ""),
          RoiText.number(s.low()),
          RoiText.number(s.high()),
          RoiText.money(s.atLow()),
          RoiText.money(s.atHigh()),
          s.worthKnowing() > 0 ? RoiText.money(s.worthKnowing()) : "");
    }
    page.append("\n| error budget of | a minute | minutes a year | a release |\n");
    page.append("|---|--:|--:|--:|\n");
    for (BudgetPrice price : report.prices()) {
      row(
          page,
          price.journey(),
          RoiText.money(price.minuteValue()),
          RoiText.number(price.budgetMinutes()),
          price.release().isPresent() ? RoiText.money(price.release().getAsDouble()) : "?");
    }
    page.append(
        "\nAmounts of a year in %s; %s; %,d simulated years, seed %d.\n"
            .formatted(
                report.currency(),
                report.exact() ? "means are exact" : "means are simulated",
                report.years(),
                report.seed()));
    return page.toString();
  }

  private static void row(StringBuilder page, String... cells) {
    page.append('|');
    for (String text : cells) {
      page.append(' ').append(cell(text)).append(" |");
    }
    page.append('\n');
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }
}
