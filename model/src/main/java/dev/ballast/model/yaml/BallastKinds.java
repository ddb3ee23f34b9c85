// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

/** The keys of {@code ballast.dev/v1}. */
final class BallastKinds {

  static final Shape.Choice SERVICE_KIND = Shape.oneOf("internal", "database", "external");
  static final Shape.Choice STRENGTH = Shape.oneOf("hard", "soft");

  private static final Shape.Fields DEPENDENCY =
      Shape.fields(
          Key.required("name", Parts.NAME, "The service that is called.").example("orders"),
          Key.optional(
                  "strength",
                  STRENGTH,
                  "`hard`: the caller fails without it; `soft`: the caller goes on with less.")
              .otherwise("hard"));

  private static final Shape.Fields SERVICE_SPEC =
      Shape.fields(
          Key.optional("description", Parts.DESCRIPTION, "What the service does."),
          Key.optional("team", Parts.TEXT, "Who answers for it."),
          Key.optional(
                  "kind",
                  SERVICE_KIND,
                  "What it is made of; a service of kind `external` has no telemetry of its own.")
              .otherwise("internal"),
          Key.optional(
              "dependsOn",
              Shape.listOf(new Shape.Either(Parts.NAME, DEPENDENCY)),
              "The services that it calls, as names or as maps of name and strength."),
          Key.optional(
              "runbook",
              Parts.text("text of at most 1000 characters", ".*", 1000),
              "What to do when it is ill: a URL, or a Markdown file beside the configuration."));

  private static final Shape.Fields REGION_SPEC =
      Shape.fields(
          Key.optional("displayName", Parts.TEXT, "The name that people see.")
              .otherwise("the name"));

  static final Shape.Fields SERVICE =
      Parts.ballast(
          "Service", Key.optional("spec", SERVICE_SPEC, "What is known about the service."));

  static final Shape.Fields REGION =
      Parts.ballast("Region", Key.optional("spec", REGION_SPEC, "What is known about the region."));

  private BallastKinds() {}
}
