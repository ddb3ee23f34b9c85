// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.List;

/** The keys of a ServiceLevelObjective of Pyrra (github.com/pyrra-dev/pyrra). */
final class PyrraKind {

  private static final Key METRIC =
      Key.required("metric", Parts.SOME_TEXT, "A selector of PromQL.")
          .example("http_requests_total{job=\"checkout\"}");
  private static final Shape.Fields QUERY = Shape.open(METRIC);
  private static final Key GROUPING =
      Key.optional("grouping", Shape.listOf(Parts.SOME_TEXT), "One objective for each value.");

  private static final Shape.Text LATENCY =
      Parts.text("a duration such as 200ms", "([0-9]{1,6}(\\.[0-9]{1,6})?(ms|s|m|h)){1,3}", 24);

  private static final Shape.Fields INDICATOR =
      new Shape.Fields(
          List.of(
              Key.optional(
                  "ratio",
                  Shape.open(
                      Key.required("errors", QUERY, "Counts bad events."),
                      Key.required("total", QUERY, "Counts all events."),
                      GROUPING),
                  "Bad events out of all events."),
              Key.optional(
                  "latency",
                  Shape.open(
                      Key.required("success", QUERY, "A bucket of a histogram, with its `le`."),
                      Key.required("total", QUERY, "Its count."),
                      GROUPING),
                  "Requests that are fast enough."),
              Key.optional(
                  "latencyNative",
                  Shape.open(
                      Key.required("latency", LATENCY, "Up to which a request is fast.")
                          .example("200ms"),
                      Key.required("total", QUERY, "A native histogram."),
                      GROUPING),
                  "The same of a native histogram."),
              Key.optional(
                  "bool_gauge",
                  Shape.open(METRIC, GROUPING),
                  "A gauge that is 1 while all is well.")),
          List.of(new Rule.ExactlyOne(List.of("ratio", "latency", "latencyNative", "bool_gauge"))),
          true);

  private static final Shape.Fields SPEC =
      Shape.open(
          Key.optional("description", Parts.TEXT, "For people."),
          Key.required(
                  "target",
                  new Shape.Either(
                      Parts.text("a number > 0 and < 100", "[0-9]{1,2}(\\.[0-9]{1,12})?", 16),
                      new Shape.Numeric("a number > 0 and < 100", 0, false, 100, false)),
                  "The share of good events promised, in percent.")
              .example("\"99.9\""),
          Key.required("window", SlothKinds.LENGTH, "The rolling window.").example("4w"),
          Key.required("indicator", INDICATOR, "How good events are told."),
          Key.optional("alerting", Shape.open(), "Not used: Ballast judges burn rates itself."));

  static final Shape.Fields OBJECTIVE =
      Parts.resource(
          Parts.PYRRA,
          "ServiceLevelObjective",
          SlothKinds.METADATA,
          Key.required("spec", SPEC, "The objective."));

  private PyrraKind() {}
}
