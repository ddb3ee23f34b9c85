// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.List;

/** The keys of a {@code GatePolicy}. */
final class GatePolicyKind {

  static final String END_OF_DAY = "end-of-day";
  static final Shape.Choice RISK = Shape.oneOf("high", "medium", "low", "none");
  static final Shape.Choice NO_DATA = Shape.oneOf("deny", "allow");

  private static final Shape.Numeric PERCENT =
      new Shape.Numeric("percent, 0 to 100", 0, true, 100, true);
  private static final Shape.Numeric SOME_PERCENT =
      new Shape.Numeric("percent, over 0 to 100", 0, false, 100, true);
  private static final Shape.Choice DAY = Shape.oneOf(END_OF_DAY);

  private static final Shape.Fields BORDERS =
      Shape.fields(
          Key.optional("aggressive", PERCENT, "More than this percentage of the budget is left.")
              .otherwise("50"),
          Key.optional("conservative", PERCENT, "From this percentage up to `aggressive`.")
              .otherwise("20"),
          Key.optional(
                  "ultraConservative",
                  PERCENT,
                  "From this percentage up to `conservative`; below: emergency only.")
              .otherwise("5"));

  private static final Shape.Fields HYSTERESIS =
      Shape.fields(
          Key.optional(
                  "margin", PERCENT, "How far above a border, in percent of the budget, is enough.")
              .otherwise("2"),
          Key.optional("dwell", Windows.SHAPE, "And for how long without a break.")
              .otherwise("30m"));

  private static final Shape.Choice HELD =
      Shape.oneOf("ignore", "conservative", "ultra-conservative", "block");

  private static final Shape.Fields EXPERIMENTS =
      Shape.fields(
          Key.optional("lost", HELD, "While the steady state was lost the last time.")
              .otherwise("ultra-conservative"),
          Key.optional("expired", HELD, "While the last proof is too old, or there is none.")
              .otherwise("conservative"));

  private static final Shape.Fields SPEC =
      Shape.fields(
          Key.optional(
                  "services",
                  new Shape.ListOf(Parts.NAME, 1, Integer.MAX_VALUE),
                  "Whose releases it rules.")
              .otherwise("every service that no other policy names"),
          Key.optional("borders", BORDERS, "Where the rows of the table end, in percent."),
          Key.optional("hysteresis", HYSTERESIS, "When a tighter row is left again."),
          Key.optional(
                  "minEvents", Wholes.from(1), "Fewer events in the budget window decide nothing.")
              .otherwise("30"),
          Key.optional(
                  "minCoverage", PERCENT, "Less of the last hour with data, in percent, neither.")
              .otherwise("50"),
          Key.optional("timeZone", Parts.SOME_TEXT, "Where a day ends, such as `Europe/Berlin`.")
              .otherwise("UTC"),
          Key.optional(
                  "onNoData", NO_DATA, "What clusters are told when a budget cannot be measured.")
              .otherwise("deny"),
          Key.optional(
                  "maxSpend",
                  SOME_PERCENT,
                  "A rollout that spent more of what was left at its start goes no further, in"
                      + " percent.")
              .otherwise("10"),
          Key.optional(
              "experiments",
              EXPERIMENTS,
              "How fast releases go at most while an Experiment with `gates: true` is not proved;"
                  + " `block` lets only critical fixes go."),
          Key.optional(
              "aggressive",
              plan("[5, 25, 100]", "15m", END_OF_DAY, "high", "60s"),
              "How a release goes while much is left."),
          Key.optional(
              "conservative",
              plan("[5, 10, 50, 100]", "40m", "3h", "medium", "60s"),
              "How it goes while some is left."),
          Key.optional(
              "ultraConservative",
              plan("[1, 5, 25, 100]", "8h", "1d", "low", "30s"),
              "How it goes while little is left."),
          Key.optional(
              "emergencyOnly",
              plan("[1, 5, 25, 100]", "15m", "1h", "none", "10s"),
              "How a critical fix goes when nothing is left; nothing else may go."));

  static final Shape.Fields GATE_POLICY =
      Parts.ballast(
          "GatePolicy",
          Key.optional(
              "spec",
              SPEC,
              "The table from budget to release; what is not said is as" + " by default."));

  private GatePolicyKind() {}

  private static Shape.Fields plan(
      String weights, String dwell, String within, String risk, String checkEvery) {
    return new Shape.Fields(
        List.of(
            Key.optional(
                    "weights",
                    new Shape.ListOf(Wholes.between(1, 100), 1, 20),
                    "The canary's share at each stage in percent, rising to 100.")
                .otherwise(weights),
            Key.optional("dwell", Windows.SHAPE, "How long each stage lasts at least.")
                .otherwise(dwell),
            Key.optional(
                    "within",
                    new Shape.Either(DAY, Windows.SHAPE),
                    "How long all of it may take: a time, or `end-of-day`.")
                .otherwise(within),
            Key.optional("risk", RISK, "How much risk it may take.").otherwise(risk),
            Key.optional("checkEvery", Times.SHAPE, "The canary is judged at least so often.")
                .otherwise(checkEvery),
            Key.optional("handsOn", new Shape.Flag(), "Whether a person watches all of it.")
                .otherwise(risk.equals("none") ? "true" : "false"),
            Key.optional("person", Parts.TEXT, "Who, when the release names nobody."),
            Key.optional("requirePerson", new Shape.Flag(), "Deny what nobody is named to watch.")
                .otherwise("false")),
        List.of());
  }
}
