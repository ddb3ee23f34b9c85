// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

/** The keys of actions on what runs: restart it, switch it, spare it. */
final class RemediationMeans {

  private static final Shape.Text TIME = RegionPolicyKind.TIME;

  static final Shape.Fields FORECAST =
      Shape.fields(
          Key.required("load", Parts.SOME_TEXT, "PromQL of one number: the load.")
              .example("sum(rate(http_requests_total[1m]))"),
          Key.required(
                  "each",
                  new Shape.Numeric("a number above 0", 0, false, Double.MAX_VALUE, true),
                  "What one instance should have of it.")
              .example("50"),
          Key.optional("ahead", TIME, "The time an instance takes to start, and some to decide.")
              .otherwise("5m"),
          Key.optional(
                  "quantile",
                  new Shape.Numeric("a number above 0, below 1", 0, false, 1, false),
                  "How much of what may come is covered.")
              .otherwise("0.9"),
          Key.optional("history", TIME, "What is learnt from, at most 11,000 steps.")
              .otherwise("672h"),
          Key.optional("step", TIME, "The highest value in each step is learnt from.")
              .otherwise("10m"),
          Key.optional("season", TIME, "The main period.").otherwise("found from the data"));

  static final Shape.Fields RESTART =
      Shape.fields(
          Key.required(
                  "target",
                  Parts.text(
                      "process/REGION/SERVICE[/VERSION], deployment/NAMESPACE/NAME,"
                          + " statefulset/NAMESPACE/NAME or systemd/UNIT",
                      "(process/[^\\s/]+/[^\\s/]+(/[^\\s/]+)?"
                          + "|(deployment|statefulset)/[^\\s/]+/[^\\s/]+|systemd/[^\\s/]+)",
                      500),
                  "What is started anew, one instance after the other.")
              .example("deployment/shop/checkout"),
          Key.optional("orchestrator", RemediationKind.URL, "Of plain processes.")
              .otherwise("http://127.0.0.1:7280"));

  static final Shape.Fields FLAG =
      Shape.fields(
          Key.required("file", RemediationKind.FILE, "A flagd file of the folder --healing-flags.")
              .example("checkout.json"),
          Key.required("name", Parts.text("the name of a flag", "[^\\s]{1,500}", 500), "The flag.")
              .example("new-checkout"),
          Key.required(
                  "variant",
                  Parts.text("the name of a variant", "[^\\s]{1,500}", 500),
                  "The variant that is served then.")
              .example("\"off\""));

  static final Shape.Fields SHED =
      Shape.fields(
          Key.optional("mesh", RemediationKind.URL, "The admin API.")
              .otherwise("the server's mesh of the region"),
          Key.required(
                  "share",
                  new Shape.Numeric("a number above 0, at most 1", 0, false, 1, true),
                  "Of the requests that are not kept.")
              .example("0.3"),
          Key.optional(
                  "keep",
                  Shape.fields(
                      Key.required(
                              "header",
                              Parts.text("the name of a header", "[A-Za-z0-9-]+", 100),
                              "By which requests are told apart.")
                          .example("x-priority"),
                      Key.required(
                              "values",
                              new Shape.ListOf(RemediationKind.TARGET, 1, 20),
                              "Who has one of these is never turned away.")
                          .example("[high]")),
                  "Who is spared.")
              .otherwise("nobody"));

  private RemediationMeans() {}
}
