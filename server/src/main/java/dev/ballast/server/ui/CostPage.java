// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.cost.Advice;
import dev.ballast.control.cost.Choice;
import dev.ballast.control.cost.RoiReport;
import dev.ballast.control.cost.Spare;
import dev.ballast.control.cost.live.LiveBudget;
import dev.ballast.control.cost.live.LiveCost;
import dev.ballast.control.cost.live.ObservedChain;
import dev.ballast.control.cost.live.Seen;
import dev.ballast.server.cost.CostWatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Gathers what the page on cost shows. */
final class CostPage {

  private static final int OPTIONS = 8;
  private static final int PARTS = 6;
  private static final double EXPERIMENT_MINUTES = 10;
  private static final double EXPERIMENT_SHARE = 0.05;

  private CostPage() {}

  static CostView of(CostWatch watch) {
    List<CostWatch.Priced> all = watch.latest();
    return new CostView(
        sentence(all),
        all.isEmpty()
            ? "A CostModel says what there is, how it fails and what an outage costs; Investments say"
                + " what could be bought."
            : "Means of a year. The worst 5 % is the mean of the worst twentieth of simulated years.",
        all.stream().map(one -> model(one, watch.live(one.model()))).toList());
  }

  private static String sentence(List<CostWatch.Priced> all) {
    if (all.isEmpty()) {
      return "Nothing is priced yet.";
    }
    RoiReport first =
        all.stream().flatMap(one -> Stream.ofNullable(one.report())).findFirst().orElse(null);
    if (first == null) {
      return "No model could be priced.";
    }
    double saves = first.present().mean() - first.best().mean();
    return first.best().investments().isEmpty()
        ? "%s is best left as it is: %s a year."
            .formatted(first.model(), Advice.money(first.best().mean(), first.currency()))
        : "%s: %s saves %s a year."
            .formatted(first.model(), first.best().title(), Advice.money(saves, first.currency()));
  }

  private static CostView.Model model(CostWatch.Priced priced, LiveCost live) {
    RoiReport report = priced.report();
    List<CostView.Journey> journeys =
        live.journeys().stream().map(work -> journey(work, live.currency())).toList();
    if (report == null) {
      return new CostView.Model(
          priced.model().name(),
          priced.problem(),
          List.of(),
          List.of(),
          "",
          new CostView.Frontier("", List.of(), List.of(), List.of(), ""),
          new CostView.Strip(List.of(), "0", "", List.of()),
          List.of(),
          journeys);
    }
    CostDrawing drawing = new CostDrawing(report);
    return new CostView.Model(
        report.model(),
        "",
        Advice.of(report),
        options(report),
        basis(report),
        drawing.frontier(),
        drawing.strip(),
        spare(report, live),
        journeys);
  }

  private static String basis(RoiReport report) {
    return String.format(
        Locale.ROOT,
        "%,d %s compared · means are %s · %,d simulated years each",
        report.looked(),
        report.looked() == 1 ? "portfolio" : "portfolios",
        report.exact() ? "exact" : "simulated",
        report.years());
  }

  /** The present state, those that are named elsewhere on the page, and the best of the rest. */
  private static List<CostView.Option> options(RoiReport report) {
    Set<Choice> shown =
        new LinkedHashSet<>(List.of(report.present(), report.best(), report.safest()));
    report.judged().stream().takeWhile(_ -> shown.size() < OPTIONS).forEach(shown::add);
    double scale = shown.stream().mapToDouble(CostPage::widest).max().orElse(1);
    return shown.stream()
        .sorted(Comparator.comparingDouble(Choice::mean))
        .map(choice -> option(choice, report, scale > 0 ? scale : 1))
        .toList();
  }

  private static double widest(Choice choice) {
    return Math.max(choice.mean(), choice.total().cvar95());
  }

  private static CostView.Option option(Choice choice, RoiReport report, double scale) {
    List<String> badges = new ArrayList<>();
    if (choice.equals(report.best())) {
      badges.add("best on average");
    }
    if (choice.equals(report.safest()) && report.flips()) {
      badges.add("best in the worst years");
    }
    int place = report.efficient().indexOf(choice);
    double spend = choice.spend().value();
    return new CostView.Option(
        place < 0 ? "" : Integer.toString(place + 1),
        choice.title(),
        badges,
        share(spend, scale),
        share(choice.loss(), scale),
        share(choice.total().cvar95(), scale),
        Advice.money(spend, report.currency()),
        Advice.money(choice.loss(), report.currency()),
        Advice.money(choice.mean(), report.currency()),
        Advice.money(choice.total().cvar95(), report.currency()));
  }

  private static String share(double part, double whole) {
    return Canvas.number(100 * Math.clamp(part / whole, 0, 1));
  }

  private static List<String> spare(RoiReport report, LiveCost live) {
    List<String> all = new ArrayList<>();
    if (!report.givesBack().isEmpty()) {
      all.add(String.join(", ", report.givesBack()) + ": gives back more than it loses.");
    }
    for (Spare one : report.spares()) {
      all.add(
          "%s is served %s and promises %s: it uses %s of its error budget, by the model."
              .formatted(
                  one.journey(),
                  share(one.served()),
                  Sight.target(one.objective()),
                  Sight.percent(one.used())));
    }
    for (LiveCost.AtWork work : live.journeys()) {
      ObservedChain chain = work.chain();
      if (chain != null && chain.ceiling() < work.journey().objective().value()) {
        all.add(
            "%s promises %s, and what it needs lets at most %s through: more spent on %s alone cannot keep it."
                .formatted(
                    work.journey().name(),
                    Sight.target(work.journey().objective().value()),
                    share(chain.ceiling()),
                    chain.entry()));
      }
    }
    return all;
  }

  private static CostView.Journey journey(LiveCost.AtWork work, String currency) {
    ObservedChain chain = work.chain();
    String entry = work.journey().entry();
    if (chain == null) {
      return new CostView.Journey(
          work.journey().name(),
          "",
          "",
          List.of(),
          "No service %s has been observed; the numbers of this journey are the model's alone."
              .formatted(entry),
          purse(work, currency));
    }
    double most = chain.parts().stream().mapToDouble(ObservedChain.Part::takes).max().orElse(0);
    return new CostView.Journey(
        work.journey().name(),
        "/services/" + entry,
        "%s served, %s without failures of %s itself; a year like this loses %s"
            .formatted(
                share(chain.served()),
                share(chain.ceiling()),
                entry,
                Advice.money(work.yearly(1 - chain.served()), currency)),
        chain.parts().stream()
            .filter(part -> part.takes() > 0)
            .limit(PARTS)
            .map(part -> part(part, most, work, currency))
            .toList(),
        note(chain),
        purse(work, currency));
  }

  private static CostView.Part part(
      ObservedChain.Part part, double most, LiveCost.AtWork work, String currency) {
    return new CostView.Part(
        part.service().value(),
        "/services/" + part.service(),
        share(part.takes(), most),
        Advice.money(work.yearly(part.takes()), currency),
        Sight.percent(part.own())
            + " of its own"
            + (part.basis() == Seen.Basis.PROMISED ? ", by its promise" : ""));
  }

  private static String note(ObservedChain chain) {
    List<String> notes = new ArrayList<>();
    if (chain.parts().stream().allMatch(part -> part.takes() <= 0)) {
      notes.add("Nothing that was measured takes anything away.");
    }
    if (chain.unknown() > 0) {
      notes.add(
          "Of %d of %d services nothing is known; the truth is worse."
              .formatted(chain.unknown(), chain.parts().size()));
    }
    if (!chain.circles().isEmpty()) {
      notes.add("Left out, as they close a circle: " + String.join(", ", chain.circles()) + ".");
    }
    return String.join(" ", notes);
  }

  private static CostView.Purse purse(LiveCost.AtWork work, String currency) {
    LiveBudget budget = work.budget();
    List<IncidentView.Fact> prices = new ArrayList<>();
    prices.add(fact("a minute without service", cents(work.price().minuteValue(), currency)));
    work.price()
        .release()
        .ifPresent(
            release ->
                prices.add(
                    fact(
                        "a release, on average",
                        cents(release, currency)
                            + (budget == null || budget.releasesLeft().isEmpty()
                                ? ""
                                : " · what is left pays for "
                                    + brief(budget.releasesLeft().getAsDouble())))));
    prices.add(
        fact(
            "an experiment: %.0f min, %s of users"
                .formatted(EXPERIMENT_MINUTES, Sight.percent(EXPERIMENT_SHARE)),
            "at most "
                + cents(
                    work.price().experiment(EXPERIMENT_MINUTES, EXPERIMENT_SHARE, 1), currency)));
    prices.add(fact("an hour with one in ten unserved", cents(work.price().hour(0.1), currency)));
    if (budget == null) {
      return new CostView.Purse(
          "No SLO of %s has data, so nothing is known of its budget."
              .formatted(work.journey().entry()),
          Meter.ofBudget(Double.NaN),
          "",
          prices);
    }
    prices.add(
        fact(
            "an hour like the last " + Sight.duration(budget.recent()),
            "%s (%s not served well)"
                .formatted(cents(budget.hourLikeNow(), currency), Sight.percent(budget.badNow()))));
    return new CostView.Purse(
        "",
        Meter.ofBudget(budget.left()),
        "%s of %s: %s of %s full-outage minutes in %s"
                .formatted(
                    Sight.budget(budget.left()),
                    budget.slo(),
                    brief(budget.leftMinutes()),
                    brief(budget.budgetMinutes()),
                    Sight.duration(budget.window()))
            + ", worth "
            + cents(budget.leftValue(), currency),
        prices);
  }

  private static IncidentView.Fact fact(String name, String text) {
    return new IncidentView.Fact(name, "", text, "");
  }

  private static String cents(double amount, String currency) {
    return currency
        + " "
        + String.format(Locale.ROOT, Math.abs(amount) < 1000 ? "%,.2f" : "%,.0f", amount);
  }

  private static String brief(double amount) {
    return CostDrawing.brief(amount);
  }

  /** Near one, the digits that tell nines apart. */
  private static String share(double served) {
    return String.format(Locale.ROOT, "%.4f\u00a0%%", 100 * served);
  }
}
