// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.math.BigDecimal;
import java.util.List;

/**
 * The keys of {@code openslo/v1}, as its specification has them (github.com/OpenSLO/OpenSLO,
 * README.md), and what the other versions share with them.
 */
final class OpenSloKinds {

  static final Shape.Choice METHOD = Shape.oneOf("Occurrences", "Timeslices", "RatioTimeslices");

  static final Key DESCRIPTION = Key.optional("description", Parts.DESCRIPTION, "For people.");

  private static final Shape.Fields METRIC_SOURCE =
      Shape.fields(
          Key.optional("metricSourceRef", Parts.NAME, "The DataSource that answers the query.")
              .otherwise("the default data source"),
          Key.optional(
                  "type",
                  Parts.SOME_TEXT,
                  "`Prometheus` or `ballast`, in any case; others are kept and not asked.")
              .otherwise("the type of the data source"),
          Key.required(
                  "spec",
                  new Shape.MapOf(new Shape.Anything("anything")),
                  "Holds the PromQL in `query`; `{{.window}}` stands for the window.")
              .example("{query: sum(http_requests_total)}"));

  static final Shape.Fields METRIC =
      Shape.fields(Key.required("metricSource", METRIC_SOURCE, "Where the numbers come from."));

  static final Shape.Fields SLI_SPEC = sliSpec(METRIC);

  private static final Shape.Fields INDICATOR =
      Shape.fields(
          Key.optional("metadata", Parts.OPENSLO_METADATA, "What the indicator is called."),
          Key.required("spec", SLI_SPEC, "As in a resource of kind SLI."));

  static final Shape.Fields CALENDAR =
      Shape.fields(
          Key.required(
              "startTime",
              Parts.text(
                  "date and time as 2026-01-31 12:00:00",
                  "[0-9]{4}-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]",
                  19),
              "When the first window starts."),
          Key.required("timeZone", Parts.SOME_TEXT, "An IANA time zone."));

  private static final Shape.Fields TIME_WINDOW = timeWindow(Windows.SHAPE);

  private static final Shape.Numeric POSITIVE =
      new Shape.Numeric("a number > 0", 0, false, Double.MAX_VALUE, true);

  static final Key DISPLAY_NAME = Key.optional("displayName", Parts.TEXT, "For people.");
  static final Key TARGET =
      Key.optional(
          "target",
          new Shape.Numeric("a number >= 0 and < 1", 0, true, 1, false, OpenSloKinds::ofPercent),
          "The share of good events promised.");
  static final Key OP =
      Key.optional("op", Parts.OPERATOR, "For a thresholdMetric: good while value `op` bound.");
  static final Key VALUE =
      Key.optional(
          "value",
          new Shape.Numeric("a number", -Double.MAX_VALUE, true, Double.MAX_VALUE, true),
          "For a thresholdMetric: the bound.");
  static final Key SLICE_TARGET =
      Key.optional(
          "timeSliceTarget",
          new Shape.Numeric("a number > 0 and <= 1", 0, false, 1, true),
          "For Timeslices: the share of good events in a good slice.");

  private static final Shape.Fields OBJECTIVE =
      objective(
          Windows.SHAPE,
          Key.optional("indicator", INDICATOR, "For a composite SLO: its own SLI, written here."),
          Key.optional("indicatorRef", Parts.NAME, "For a composite SLO: its own SLI, by name."));

  private static final Shape.Fields SLO_SPEC =
      new Shape.Fields(
          List.of(
              DESCRIPTION,
              Key.required("service", Parts.NAME, "The Service that it is about.")
                  .example("checkout"),
              Key.optional("indicator", INDICATOR, "The SLI, written here."),
              Key.optional("indicatorRef", Parts.NAME, "The SLI, by its name."),
              Key.required(
                      "timeWindow",
                      new Shape.ListOf(TIME_WINDOW, 1, 1),
                      "The window that the budget is for.")
                  .example("[{duration: 30d, isRolling: true}]"),
              Key.required("budgetingMethod", METHOD, "What is counted: events, or slices of time.")
                  .example("Occurrences"),
              Key.required(
                      "objectives",
                      new Shape.ListOf(OBJECTIVE, 1, Integer.MAX_VALUE),
                      "What is promised; of several, each is watched by itself as `NAME-0`,"
                          + " `NAME-1`.")
                  .example("[{target: 0.999}]"),
              Key.optional(
                  "alertPolicies",
                  Shape.listOf(AlertKinds.POLICY_OR_REFERENCE),
                  "Who wants to be told beside what Ballast says by itself.")),
          List.of(new Rule.AtMostOne(List.of("indicator", "indicatorRef"))));

  static final Shape.Fields DATA_SOURCE_SPEC =
      Shape.fields(
          DESCRIPTION,
          Key.required(
                  "type",
                  Parts.SOME_TEXT,
                  "`Prometheus` (anything that speaks its HTTP API) or `ballast` (the embedded"
                      + " store), in any case; others are kept and not asked.")
              .example("Prometheus"),
          Key.optional(
              "connectionDetails",
              new Shape.Anything("a map, or a list of maps"),
              "For Prometheus: `url`. Other entries are passed on."));

  static final Shape.Fields SERVICE =
      Parts.openSlo(
          "Service",
          Key.optional("spec", Shape.fields(DESCRIPTION), "What is known about the service."));
  static final Shape.Fields SLI =
      Parts.openSlo("SLI", Key.required("spec", SLI_SPEC, "The indicator."));
  static final Shape.Fields SLO =
      Parts.openSlo("SLO", Key.required("spec", SLO_SPEC, "The objective."));
  static final Shape.Fields DATA_SOURCE =
      Parts.openSlo("DataSource", Key.required("spec", DATA_SOURCE_SPEC, "How it is reached."));

  private OpenSloKinds() {}

  static Shape.Fields ratioMetric(Shape metric) {
    return new Shape.Fields(
        List.of(
            Key.optional(
                    "counter",
                    new Shape.Flag(),
                    "Whether the queries are over counters that only grow; then each selector"
                        + " counts its increase over the window.")
                .otherwise("false"),
            Key.optional("good", metric, "Counts the good events."),
            Key.optional("bad", metric, "Counts the bad events."),
            Key.optional("total", metric, "Counts all events; needed by `good` and `bad`."),
            Key.optional("raw", metric, "A ready-made ratio 0..1."),
            Key.optional(
                "rawType",
                Shape.oneOf("success", "failure"),
                "Whether `raw` is the ratio of good or of bad events; needed by `raw`.")),
        List.of(
            new Rule.ExactlyOne(List.of("good", "bad", "raw")),
            new Rule.Needs("good", "total"),
            new Rule.Needs("bad", "total"),
            new Rule.AtMostOne(List.of("total", "raw")),
            new Rule.Needs("raw", "rawType")));
  }

  static Shape.Fields sliSpec(Shape metric) {
    return new Shape.Fields(
        List.of(
            DESCRIPTION,
            Key.optional(
                "ratioMetric", ratioMetric(metric), "Good or bad events out of all events."),
            Key.optional(
                "thresholdMetric",
                metric,
                "A measured value; the objective says with `op` and `value` what is good.")),
        List.of(new Rule.ExactlyOne(List.of("ratioMetric", "thresholdMetric"))));
  }

  static Shape.Fields timeWindow(Shape length) {
    return Shape.fields(
        Key.required("duration", length, "Length, such as `30d`; rolling, `1M` is 30 days.")
            .example("30d"),
        Key.optional("isRolling", new Shape.Flag(), "`true`, or `false` beside a calendar.")
            .otherwise("`false` beside a calendar"),
        Key.optional("calendar", CALENDAR, "For windows that begin anew."));
  }

  /** An objective, with the keys by which the version names an SLI of its own. */
  static Shape.Fields objective(Shape length, Key inline, Key reference) {
    return new Shape.Fields(
        List.of(
            DISPLAY_NAME,
            TARGET,
            Key.optional(
                "targetPercent",
                new Shape.Numeric("a number >= 0 and < 100", 0, true, 100, false),
                "The same in percent."),
            OP,
            VALUE,
            SLICE_TARGET,
            Key.optional(
                "timeSliceWindow",
                new Shape.Either(length, POSITIVE),
                "For Timeslices and RatioTimeslices: the length of a slice; a number is minutes."),
            inline,
            reference,
            Key.optional("compositeWeight", POSITIVE, "For a composite SLO: what it counts for.")
                .otherwise("1")),
        List.of(
            new Rule.ExactlyOne(List.of("target", "targetPercent")),
            new Rule.AtMostOne(List.of(inline.name(), reference.name()))));
  }

  /** {@code 99.9} and {@code 99.9%} are 0.999 where a share is wanted. */
  private static String ofPercent(String text) {
    var number = text.endsWith("%") ? text.substring(0, text.length() - 1).strip() : text;
    return number.matches("[0-9]{1,2}(\\.[0-9]{1,9})?")
        ? new BigDecimal(number).movePointLeft(2).toPlainString()
        : "";
  }
}
