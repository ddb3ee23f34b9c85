// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.List;

/**
 * The keys of {@code openslo/v1alpha}: queries stand in the SLO itself, and a ratio belongs to an
 * objective.
 */
final class OpenSloAlphaKinds {

  private static final Shape.Fields METRIC =
      Shape.fields(
          Key.required("source", Parts.SOME_TEXT, "`prometheus` or `ballast`; others are kept.")
              .example("prometheus"),
          Key.required("queryType", Parts.SOME_TEXT, "The language, in the source's words.")
              .example("promql"),
          Key.required("query", Parts.SOME_TEXT, "The query; `{{.window}}` stands for the window.")
              .example("sum(http_requests_total)"),
          Key.optional("metadata", new Shape.Anything("anything"), "Notes; not used."));

  private static final Shape.Fields RATIO_METRICS =
      new Shape.Fields(
          List.of(
              Key.optional("incremental", new Shape.Flag(), "Whether it counts up for ever.")
                  .otherwise("false"),
              Key.optional("counter", new Shape.Flag(), "The same, by its later name."),
              Key.required("good", METRIC, "Counts the good events."),
              Key.required("total", METRIC, "Counts all events.")),
          List.of(new Rule.AtMostOne(List.of("incremental", "counter"))));

  private static final Shape.Fields OBJECTIVE =
      Shape.fields(
          OpenSloKinds.DISPLAY_NAME,
          Key.required("target", OpenSloKinds.TARGET.shape(), OpenSloKinds.TARGET.about())
              .example("0.999"),
          OpenSloKinds.OP,
          OpenSloKinds.VALUE,
          Key.optional("ratioMetrics", RATIO_METRICS, "Good events out of all events."),
          OpenSloKinds.SLICE_TARGET);

  private static final Shape.Fields TIME_WINDOW =
      Shape.fields(
          Key.required(
                  "unit",
                  new Shape.Choice(
                      List.of(
                          "Second", "Minute", "Hour", "Day", "Week", "Month", "Quarter", "Year"),
                      true),
                  "What is counted.")
              .example("Day"),
          Key.required("count", Wholes.from(1), "How many of them.").example("30"),
          Key.optional("isRolling", new Shape.Flag(), "`true`, or `false` beside a calendar.")
              .otherwise("`false` beside a calendar, else `true`"),
          Key.optional("calendar", OpenSloKinds.CALENDAR, "For windows that do not roll."));

  private static final Shape.Fields SLO_SPEC =
      Shape.fields(
          OpenSloKinds.DESCRIPTION,
          Key.required("service", Parts.NAME, "The Service that it is about.").example("checkout"),
          Key.optional(
              "indicator",
              Shape.fields(
                  Key.required(
                      "thresholdMetric",
                      METRIC,
                      "A measured value; the objective says with `op` and `value` what is good.")),
              "The SLI, unless each objective has `ratioMetrics`."),
          Key.required(
                  "timeWindows",
                  new Shape.ListOf(TIME_WINDOW, 1, 1),
                  "The window that the budget is for.")
              .example("[{unit: Day, count: 30, isRolling: true}]"),
          Key.required(
                  "budgetingMethod", Shape.oneOf("Occurrences", "Timeslices"), "What is counted.")
              .example("Occurrences"),
          Key.required(
              "objectives",
              new Shape.ListOf(OBJECTIVE, 1, Integer.MAX_VALUE),
              "What is promised."));

  static final Shape.Fields SERVICE =
      Parts.openSloAlpha(
          "Service",
          Key.optional(
              "spec", Shape.fields(OpenSloKinds.DESCRIPTION), "What is known about the service."));
  static final Shape.Fields SLO =
      Parts.openSloAlpha("SLO", Key.required("spec", SLO_SPEC, "The objective."));

  private OpenSloAlphaKinds() {}
}
