// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a report comes to, in sentences for people who decide. */
public final class Advice {

  private static final int MOST_NUMBERS = 3;

  private final RoiReport report;

  private Advice(RoiReport report) {
    this.report = report;
  }

  /** The most important first. */
  public static List<String> of(RoiReport report) {
    Advice advice = new Advice(report);
    List<String> sentences = new ArrayList<>();
    sentences.add(advice.recommendation());
    advice.interval(sentences);
    advice.tail(sentences);
    advice.lastStep(sentences);
    advice.target(sentences);
    advice.budget(sentences);
    advice.spares(sentences);
    advice.measure(sentences);
    return List.copyOf(sentences);
  }

  /** Such as {@code USD 885,600}, without cents. */
  public static String money(double amount, String currency) {
    return currency + " " + String.format(Locale.ROOT, "%,.0f", amount);
  }

  private String money(double amount) {
    return money(amount, report.currency());
  }

  private static String title(List<String> investments) {
    return investments.isEmpty() ? "as it is" : String.join(" + ", investments);
  }

  private String recommendation() {
    Choice best = report.best();
    String total = money(best.mean()) + " a year on average";
    if (best.investments().isEmpty()) {
      return "Leave it as it is: nothing on offer costs less than it saves. It costs "
          + total
          + ", "
          + money(best.loss())
          + " of it lost in outages.";
    }
    double saved = report.present().mean() - best.mean();
    return best.title()
        + " is best on average: "
        + total
        + ", "
        + money(saved)
        + " less than as it is.";
  }

  private void interval(List<String> sentences) {
    report.intervals().stream()
        .filter(interval -> interval.investments().equals(report.best().investments()))
        .findFirst()
        .ifPresent(interval -> sentences.add("That holds " + range(interval) + "."));
  }

  /** In money a minute where the factor stands for one, else as a factor. */
  private String range(BreakEven interval) {
    boolean priced = report.perMinute().isPresent();
    double unit = report.perMinute().orElse(1.0);
    String from = value(interval.from() * unit, priced);
    String to = value(interval.to() * unit, priced);
    String what = priced ? "while a minute of downtime costs " : "while lost service is worth ";
    String than = priced ? "" : " of what the model says";
    if (Double.isInfinite(interval.to())) {
      return what + "more than " + from + than;
    }
    return interval.from() <= 0
        ? what + "less than " + to + than
        : what
            + "between "
            + from
            + " and "
            + to
            + than
            + String.format(Locale.ROOT, ", a range of %.0f times", interval.width());
  }

  private String value(double amount, boolean priced) {
    return priced
        ? report.currency() + " " + String.format(Locale.ROOT, "%,.2f", amount)
        : String.format(Locale.ROOT, "%.3g times", amount);
  }

  private void tail(List<String> sentences) {
    if (report.flips()) {
      Choice safest = report.safest();
      sentences.add(
          "The worst years decide otherwise: in the worst twentieth "
              + safest.title()
              + " costs "
              + money(safest.total().cvar95())
              + ", "
              + report.best().title()
              + " "
              + money(report.best().total().cvar95())
              + ". Being safe from them costs "
              + money(safest.mean() - report.best().mean())
              + " a year.");
    }
  }

  /** The first step that does not pay. */
  private void lastStep(List<String> sentences) {
    report.steps().stream()
        .filter(step -> step.roi() < 0)
        .findFirst()
        .ifPresent(
            step ->
                sentences.add(
                    "From %s to %s costs %s more and saves %s: a return of %.0f %%."
                        .formatted(
                            title(step.from()),
                            title(step.to()),
                            money(step.costs()),
                            money(step.saves()),
                            step.roi() * 100)));
  }

  private void target(List<String> sentences) {
    Target target = report.target();
    String what =
        target
            .served()
            .map(share -> String.format(Locale.ROOT, "%.6g %%", share * 100))
            .orElse("what is promised");
    String sure = String.format(Locale.ROOT, "%.0f %% of years", target.confidence() * 100);
    if (target.surely().isPresent()) {
      Choice choice = target.surely().get();
      sentences.add(
          "Cheapest way to keep "
              + what
              + " in "
              + sure
              + ": "
              + choice.title()
              + ", "
              + choice.spend()
              + " a year.");
      return;
    }
    sentences.add(
        "Nothing on offer keeps %s in %s: %s keeps it in %.0f %%%s."
            .formatted(
                what,
                sure,
                target.nearest().title(),
                100
                    * target.nearest().journeys().stream()
                        .mapToDouble(Choice.Service::met)
                        .min()
                        .orElse(0),
                target
                    .onAverage()
                    .map(choice -> ". On average " + choice.title() + " serves it")
                    .orElse(", and none serves it even on average")));
  }

  private void budget(List<String> sentences) {
    report
        .withinBudget()
        .ifPresent(
            choice ->
                sentences.add(
                    "Best use of that budget: "
                        + choice.title()
                        + ", in all "
                        + money(choice.mean())
                        + " a year."));
  }

  private void spares(List<String> sentences) {
    if (!report.givesBack().isEmpty()) {
      sentences.add(
          "Over-provisioned: "
              + String.join(", ", report.givesBack())
              + " gives back more than it loses.");
    }
    for (Spare spare : report.spares()) {
      sentences.add(
          "%s uses %.0f %% of its error budget: more reliable than promised, perhaps than paid for."
              .formatted(spare.journey(), spare.used() * 100));
    }
  }

  private void measure(List<String> sentences) {
    List<Sensitivity> worth =
        report.sensitivities().stream().filter(s -> s.worthKnowing() > 0).toList();
    if (!worth.isEmpty()) {
      Sensitivity first =
          worth.stream()
              .max(java.util.Comparator.comparingDouble(Sensitivity::worthKnowing))
              .orElseThrow();
      sentences.add(
          "Measure first: "
              + first.number()
              + "; knowing it is worth up to "
              + money(first.worthKnowing())
              + " a year.");
    } else if (!report.sensitivities().isEmpty()) {
      sentences.add(
          "It hangs most on "
              + String.join(
                  ", ",
                  report.sensitivities().stream()
                      .limit(MOST_NUMBERS)
                      .map(Sensitivity::number)
                      .toList())
              + ".");
    }
  }
}
