// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

/** The keys of a {@code Capacity}. */
final class CapacityKind {

  static final Shape.Choice PEAK = Shape.oneOf("max", "p99", "p95", "mean");

  static final Shape.Text CONSECUTIVE =
      new Shape.Text(
          "K of N, with 1 <= K <= N <= 99",
          java.util.regex.Pattern.compile("[1-9][0-9]? of [1-9][0-9]?"),
          8,
          CapacityKind::repairConsecutive);

  private static final Shape.Text NO_OR_SOME_TIME =
      new Shape.Text(
          "0d, or a whole number and a unit: m, h, d, w, M, Q or Y",
          java.util.regex.Pattern.compile("0[mhdwMQY]|" + Windows.PATTERN.pattern()),
          7,
          text -> text.equals("0") ? "0d" : Windows.SHAPE.repair().apply(text));

  private static final Shape.Numeric ANY_NUMBER =
      new Shape.Numeric("a number", -Double.MAX_VALUE, true, Double.MAX_VALUE, true);

  private static final Shape.Numeric PROBABILITY =
      new Shape.Numeric("a probability, over 0 and under 1", 0, false, 1, false);

  private static final Shape.Fields SPEC =
      Shape.fields(
          Key.required("service", Parts.NAME, "The Service that has to do with less.")
              .example("database"),
          Key.required(
                  "query",
                  Parts.SOME_TEXT,
                  "PromQL of the usage, which grows towards the limit; each series is judged by"
                      + " itself.")
              .example("max by (device) (disk_used_ratio)"),
          Key.required("limit", ANY_NUMBER, "The usage that is too much, once it is reached.")
              .example("0.9"),
          Key.optional("dataSource", Parts.NAME, "The DataSource that answers the query.")
              .otherwise("the default data source"),
          Key.optional(
              "unit",
              Parts.text("text of at most 20 characters", ".{0,20}", 20),
              "For people; `percent` sets `min` and `max` to 0 and 100, `ratio` to 0 and 1."),
          Key.optional("min", ANY_NUMBER, "What no usage can fall below.")
              .otherwise("by the unit; 0 when it never was below"),
          Key.optional("max", ANY_NUMBER, "What no usage can exceed.").otherwise("by the unit"),
          Key.optional(
                  "leadTime",
                  Windows.SHAPE,
                  "How long it takes from the decision until more is there.")
              .otherwise("7d"),
          Key.optional(
                  "safety", NO_OR_SOME_TIME, "How much earlier to act than the lead time asks for.")
              .otherwise("half of `leadTime`"),
          Key.optional("peak", PEAK, "Which value stands for a step.").otherwise("max"),
          Key.optional("step", Windows.SHAPE, "How long one value stands for.")
              .otherwise("1d, 6h, 1h, 15m, 5m or 1m: an eighth of `leadTime` and `safety`"),
          Key.optional("horizon", Windows.SHAPE, "How far ahead to look; at most 1,000 steps.")
              .otherwise("twice `leadTime` and `safety`"),
          Key.optional("history", Windows.SHAPE, "How far back; 10 to 5,000 steps.")
              .otherwise("five times `horizon`, or 14d"),
          Key.optional(
                  "consecutive",
                  CONSECUTIVE,
                  "A breach is K steps at or above the limit among N in a row.")
              .otherwise("1 of 1"),
          Key.optional(
                  "actAt",
                  PROBABILITY,
                  "Act from this probability of a breach within `leadTime` and `safety` on.")
              .otherwise("0.2"),
          Key.optional(
                  "clearAt", PROBABILITY, "Say so until the probability is below; at most `actAt`.")
              .otherwise("half of `actAt`"),
          Key.optional("action", Parts.DESCRIPTION, "What to do, in words."),
          Key.optional(
              "command",
              Parts.DESCRIPTION,
              "What people run to do it; shown, never run by Ballast."));

  static final Shape.Fields CAPACITY =
      Parts.ballast(
          "Capacity", Key.required("spec", SPEC, "What can run out, and how long more takes."));

  private CapacityKind() {}

  /** {@code 2} is {@code 2 of 2}, {@code 2/3} is {@code 2 of 3}. */
  private static String repairConsecutive(String text) {
    if (text.matches("[1-9][0-9]?")) {
      return text + " of " + text;
    }
    var loose = text.replaceAll("^([1-9][0-9]?)\\s*(?:/|of|out of)\\s*([1-9][0-9]?)$", "$1 of $2");
    return loose.matches("[1-9][0-9]? of [1-9][0-9]?") ? loose : "";
  }
}
