// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.List;

/**
 * The keys of {@code openslo.com/v2alpha}, a draft (github.com/OpenSLO/OpenSLO,
 * enhancements/v2alpha.md). Its own examples leave out windows, methods and objectives, so here
 * they may be missing; such an SLO is kept and not watched.
 */
final class OpenSlo2Kinds {

  private static final Shape.Fields METRIC =
      new Shape.Fields(
          List.of(
              Key.optional("dataSourceRef", Parts.NAME, "The DataSource that answers the query.")
                  .otherwise("the default data source"),
              Key.optional(
                  "dataSourceSpec", OpenSloKinds.DATA_SOURCE_SPEC, "A data source, written here."),
              Key.required(
                      "spec",
                      new Shape.MapOf(new Shape.Anything("anything")),
                      "Holds the PromQL in `query`; `{{.window}}` stands for the window.")
                  .example("{query: sum(http_requests_total)}")),
          List.of(new Rule.AtMostOne(List.of("dataSourceRef", "dataSourceSpec"))));

  private static final Shape.Fields SLI_SPEC = OpenSloKinds.sliSpec(METRIC);

  private static final Shape.Fields INLINE =
      Shape.fields(
          Key.optional("metadata", Parts.METADATA, "What the indicator is called."),
          Key.required("spec", SLI_SPEC, "As in a resource of kind SLI."));

  private static final Shape.Fields SLO_SPEC =
      new Shape.Fields(
          List.of(
              OpenSloKinds.DESCRIPTION,
              Key.optional("service", Parts.NAME, "The Service that it is about."),
              Key.optional("serviceRef", Parts.NAME, "The same, by its later name."),
              Key.optional("sli", INLINE, "The SLI, written here."),
              Key.optional("sliRef", Parts.NAME, "The SLI, by its name."),
              Key.optional(
                  "timeWindow",
                  new Shape.ListOf(OpenSloKinds.timeWindow(Windows.SHAPE_2), 1, 1),
                  "The window that the budget is for."),
              Key.optional("budgetingMethod", OpenSloKinds.METHOD, "What is counted."),
              Key.optional(
                  "objectives",
                  new Shape.ListOf(
                      OpenSloKinds.objective(
                          Windows.SHAPE_2,
                          Key.optional("sli", INLINE, "For a composite SLO: its own SLI."),
                          Key.optional("sliRef", Parts.NAME, "The same, by its name.")),
                      1,
                      Integer.MAX_VALUE),
                  "What is promised."),
              Key.optional(
                  "alertPolicies",
                  Shape.listOf(AlertKinds.POLICY_OR_REFERENCE_2),
                  "Who wants to be told beside what Ballast says by itself.")),
          List.of(
              new Rule.ExactlyOne(List.of("service", "serviceRef")),
              new Rule.AtMostOne(List.of("sli", "sliRef"))));

  static final Shape.Fields SERVICE =
      Parts.openSlo2(
          "Service",
          Key.optional(
              "spec", Shape.fields(OpenSloKinds.DESCRIPTION), "What is known about the service."));
  static final Shape.Fields SLI =
      Parts.openSlo2("SLI", Key.required("spec", SLI_SPEC, "The indicator."));
  static final Shape.Fields SLO =
      Parts.openSlo2("SLO", Key.required("spec", SLO_SPEC, "The objective."));
  static final Shape.Fields DATA_SOURCE =
      Parts.openSlo2(
          "DataSource", Key.required("spec", OpenSloKinds.DATA_SOURCE_SPEC, "How it is reached."));

  private OpenSlo2Kinds() {}
}
