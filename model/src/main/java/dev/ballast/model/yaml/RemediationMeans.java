// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

/** The keys of actions on what runs: restart it, switch it, spare it. */
final class RemediationMeans {

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
          Key.required(
                  "file", RemediationKind.FILE, "A flagd file of the folder --healing-flags.")
              .example("checkout.json"),
          Key.required("name", RemediationKind.TARGET, "The flag.").example("new-checkout"),
          Key.required("variant", RemediationKind.TARGET, "The variant that is served then.")
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
