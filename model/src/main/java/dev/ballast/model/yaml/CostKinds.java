// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.Money;
import java.util.List;
import java.util.regex.Pattern;

/** The keys of a {@code CostModel} and an {@code Investment}. */
final class CostKinds {

  static final int MOST_COMPONENTS = 500;

  private static final Shape.Text CURRENCY =
      new Shape.Text(
          Money.CURRENCY_RULE, Pattern.compile("[A-Z]{3}"), 3, CostKinds::repairCurrency);

  static final Shape.Numeric AMOUNT =
      new Shape.Numeric("an amount, 0 or more", 0, true, 1e15, true);
  private static final Shape.Numeric NUMBER =
      new Shape.Numeric("a number, 0 or more", 0, true, 1e15, true);
  private static final Shape.Numeric SOME =
      new Shape.Numeric("a number over 0", 0, false, 1e9, true);
  private static final Shape.Numeric SHARE = new Shape.Numeric("a share, 0..1", 0, true, 1, true);
  private static final Shape.Numeric PROPER =
      new Shape.Numeric("a share, over 0 and under 1", 0, false, 1, false);

  private static final Shape ESTIMATE =
      new Shape.Either(
          NUMBER,
          Shape.fields(
              Key.required("low", NUMBER, "What it is at least."),
              Key.required("likely", NUMBER, "What it most likely is."),
              Key.required("high", NUMBER, "What it is at most.")));

  private static final Shape CHANGED =
      new Shape.Either(SOME, Shape.fields(Key.required("times", SOME, "A factor of what it was.")));

  private static final Key REPLICAS =
      Key.optional(
          "replicas",
          Shape.fields(
              Key.required("count", Wholes.between(1, 100), "How many there are.").example("2"),
              Key.optional("needed", Wholes.between(1, 100), "How many have to work.")
                  .otherwise("1"),
              Key.optional(
                      "commonCause",
                      SHARE,
                      "The share of failures that hits all at once: a bad release, a full disk.")
                  .otherwise("0"),
              Key.optional(
                      "failoverFails",
                      SHARE,
                      "How often standing in does not work when it is needed.")
                  .otherwise("0"),
              Key.optional(
                      "failoverMinutes",
                      NUMBER,
                      "How long standing in takes; for as long the component fails.")
                  .otherwise("0")),
          "Copies that stand in for each other; `failures` are those of each.");

  private static final Shape NEED =
      new Shape.Either(
          Parts.NAME,
          new Shape.Fields(
              List.of(
                  Key.optional("name", Parts.NAME, "A component."),
                  Key.optional(
                          "loss", SHARE, "The share that is lost without it; under 1 it is soft.")
                      .otherwise("1"),
                  Key.optional(
                      "of",
                      new Shape.ListOf(Parts.NAME, 1, 100),
                      "Components that stand in for each other."),
                  Key.optional("atLeast", Wholes.between(1, 100), "How many of them have to work.")
                      .otherwise("1")),
              List.of(
                  new Rule.ExactlyOne(List.of("name", "of")),
                  new Rule.Needs("loss", "name"),
                  new Rule.Needs("atLeast", "of"))));

  private static final Shape.Fields FAILURE =
      new Shape.Fields(
          List.of(
              Key.optional("name", Parts.NAME, "What investments call it.").otherwise("outage"),
              Key.optional("perYear", ESTIMATE, "How many a year."),
              Key.optional("minutes", ESTIMATE, "How long one lasts, on average."),
              Key.optional("detect", ESTIMATE, "Of that, until somebody knows."),
              Key.optional("decide", ESTIMATE, "Until somebody knows what to do."),
              Key.optional("fix", ESTIMATE, "Until it is done."),
              Key.optional(
                  "availability",
                  PROPER,
                  "The share of time without it; beside `perYear` or the minutes it says the"
                      + " other."),
              Key.optional(
                      "sigma",
                      new Shape.Numeric("a number, 0..4", 0, true, 4, true),
                      "How unequal they are: lognormal, with this deviation of the logarithm.")
                  .otherwise("1.5"),
              Key.optional(
                  "tail",
                  new Shape.Numeric("a number, over 1 to 10", 1, false, 10, true),
                  "Instead: a Pareto tail with this power. The smaller, the heavier."),
              Key.optional("severity", SHARE, "The share of users that one hits.").otherwise("1")),
          List.of(
              new Rule.AtMostOne(List.of("sigma", "tail")),
              new Rule.AtMostOne(List.of("minutes", "detect")),
              new Rule.AtMostOne(List.of("minutes", "decide")),
              new Rule.AtMostOne(List.of("minutes", "fix"))));

  private static final Shape.Fields COMPONENT =
      Shape.fields(
          Key.required("name", Parts.NAME, "A service, a database, a zone.").example("checkout"),
          Key.optional("monthly", AMOUNT, "What it costs to run.").otherwise("0"),
          Key.optional("failures", Shape.listOf(FAILURE), "How it fails by itself."),
          REPLICAS,
          Key.optional(
              "needs",
              Shape.listOf(NEED),
              "What it fails without: other components, also zones and regions. Two that name the"
                  + " same fail together."));

  private static final Shape.Fields DAMAGE =
      Shape.fields(
          Key.optional("perMinute", ESTIMATE, "What is lost in a minute in which nobody is served.")
              .otherwise("0"),
          Key.optional("perIncident", ESTIMATE, "What each outage costs, however short.")
              .otherwise("0"),
          Key.optional("recovered", SHARE, "The share of lost demand that comes back later.")
              .otherwise("0"),
          Key.optional(
              "churn",
              Shape.listOf(
                  Shape.fields(
                      Key.required("afterMinutes", SOME, "An outage that lasts longer.")
                          .example("60"),
                      Key.required("cost", ESTIMATE, "Also costs this: customers who leave.")
                          .example("50000"))),
              "Steps by how long one outage is; each step that it passes is added."),
          Key.optional(
              "credits",
              Shape.listOf(
                  Shape.fields(
                      Key.required("below", PROPER, "A month whose served share is lower.")
                          .example("0.999"),
                      Key.required("cost", ESTIMATE, "Costs this: what the contract pays back.")
                          .example("20000"))),
              "Steps by month; the deepest one is paid."),
          Key.optional(
                  "traffic",
                  new Shape.ListOf(NUMBER, 24, 24),
                  "Relative traffic in each hour of the day, UTC.")
              .otherwise("always the same"));

  private static final Shape.Fields JOURNEY =
      Shape.fields(
          Key.required("name", Parts.NAME, "What users want to do.").example("buy"),
          Key.required("entry", Parts.NAME, "The component that they come to.").example("checkout"),
          Key.required("objective", PROPER, "The share of a year's requests that is promised.")
              .example("0.999"),
          Key.required("damage", DAMAGE, "What it costs when they cannot.")
              .example("{perMinute: 1000}"));

  private static final Shape.Fields RELEASES =
      Shape.fields(
          Key.required("failureRate", SHARE, "The share of releases that do harm.").example("0.05"),
          Key.required("minutes", NUMBER, "Until harm is seen and undone.").example("15"),
          Key.optional("exposure", SHARE, "The share of users who meet the new version meanwhile.")
              .otherwise("1"));

  static final Shape.Fields COST_MODEL =
      Parts.ballast(
          "CostModel",
          Key.required(
              "spec",
              Shape.fields(
                  Key.required("currency", CURRENCY, "Of every amount.").example("USD"),
                  Key.optional("monthly", AMOUNT, "What all costs beyond its components.")
                      .otherwise("0"),
                  Key.optional(
                          "amortiseYears",
                          Wholes.between(1, 30),
                          "Over how many years what is paid once is spread.")
                      .otherwise("3"),
                  Key.required(
                      "components",
                      new Shape.ListOf(COMPONENT, 1, MOST_COMPONENTS),
                      "What there is, and how it fails."),
                  Key.required(
                      "journeys",
                      new Shape.ListOf(JOURNEY, 1, 50),
                      "What users want to do, and what it costs when they cannot."),
                  Key.optional("releases", RELEASES, "What a release risks.")),
              "What reliability costs, and what its absence costs."));

  private static final Shape.Fields CHANGE =
      Shape.fields(
          Key.required("component", Parts.NAME, "A component of the model.").example("checkout"),
          Key.optional("failure", Parts.NAME, "The failures of this name.").otherwise("all"),
          Key.optional("perYear", CHANGED, "How many a year."),
          Key.optional("detect", CHANGED, "Minutes until somebody knows."),
          Key.optional("decide", CHANGED, "Until somebody knows what to do."),
          Key.optional("fix", CHANGED, "Until it is done; also `minutes` of the failure."),
          Key.optional("availability", PROPER, "Where the failure says `availability`."),
          Key.optional("severity", SHARE, "The share of users that one hits."),
          REPLICAS,
          Key.optional(
              "needs",
              Shape.listOf(
                  Shape.fields(
                      Key.required("name", Parts.NAME, "What it needs already.").example("auth"),
                      Key.required("loss", SHARE, "The share that is lost without it from now on.")
                          .example("0.1"))),
              "Hard dependencies that become soft, or the other way round."));

  static final Shape.Fields INVESTMENT =
      Parts.ballast(
          "Investment",
          Key.required(
              "spec",
              Shape.fields(
                  Key.required("model", Parts.NAME, "The CostModel that it changes.")
                      .example("shop"),
                  Key.optional("description", Parts.DESCRIPTION, "What it is."),
                  Key.optional("once", AMOUNT, "What is paid at the start.").otherwise("0"),
                  Key.optional("monthly", AMOUNT, "What it costs to run.").otherwise("0"),
                  Key.optional(
                          "saves", AMOUNT, "What it saves a month: capacity that is given back.")
                      .otherwise("0"),
                  Key.optional(
                      "excludes",
                      Shape.listOf(Parts.NAME),
                      "Investments that cannot be made beside it."),
                  Key.optional(
                      "requires",
                      Shape.listOf(Parts.NAME),
                      "Investments that have to be made as well."),
                  Key.required(
                      "changes", new Shape.ListOf(CHANGE, 1, 100), "What it does to the model.")),
              "Something that could be bought, or given back."));

  private CostKinds() {}

  private static String repairCurrency(String text) {
    return switch (text.strip()) {
      case "$" -> "USD";
      case "€" -> "EUR";
      case "£" -> "GBP";
      default -> {
        String upper = text.strip().toUpperCase(java.util.Locale.ROOT);
        yield Money.isCurrency(upper) ? upper : "";
      }
    };
  }
}
