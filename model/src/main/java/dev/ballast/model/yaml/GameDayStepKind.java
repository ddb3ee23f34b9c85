// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.List;

/** The keys of a step of a {@code GameDay}, and of what it breaks. */
final class GameDayStepKind {

  private static final Shape.Text CLOCK =
      Parts.text(
          "a time of day such as \"09:30\"", "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?", 8);
  private static final Shape.Text LINE = Parts.text("text of at most 500 characters", ".*", 500);
  private static final Shape.ListOf LINES = new Shape.ListOf(LINE, 0, 50);
  private static final Shape.ListOf NAMES = new Shape.ListOf(Parts.NAME, 0, 50);

  private static final Shape.Fields PATH =
      Shape.fields(
          Key.required("mesh", Parts.NAME, "The region whose mesh it is.").example("eu-west"),
          Key.required("service", Parts.NAME, "A service of that mesh.")
              .example("database-us-east"),
          Key.optional("version", Parts.NAME, "Only connections to this version.")
              .otherwise("all"));

  private static final Shape.Fields FAULT =
      Shape.fields(
          Key.required(
                  "kind",
                  Shape.oneOf("RegionIsolation", "Latency", "Errors", "Drop", "Reset"),
                  "`RegionIsolation` cuts all that passes the region's mesh, and `paths`; the others"
                      + " are done to requests of a service.")
              .example("RegionIsolation"),
          Key.required(
                  "target",
                  Shape.fields(
                      Key.required(
                              "matchLabels",
                              new Shape.MapOf(Parts.NAME),
                              "`region`, and `service` for what is done to one.")
                          .example("{region: us-east}")),
                  "What is broken.")
              .example("{matchLabels: {region: us-east}}"),
          Key.optional("effects", NAMES, "A note: what it stands for."),
          Key.optional("style", Shape.oneOf("drop", "reject"), "Silence, or a refusal.")
              .otherwise("drop"),
          Key.optional("duration", Times.SHAPE, "At most so long; shortened by `scale`.")
              .otherwise("until it is healed"),
          Key.optional("paths", new Shape.ListOf(PATH, 0, 50), "What leads there past its mesh."),
          Key.optional("delay", Times.SHAPE, "With Latency.").otherwise("200ms"),
          Key.optional("share", GameDayKind.PERCENT, "Of requests.").otherwise("100%"),
          Key.optional("status", Wholes.between(400, 599), "With Errors.").otherwise("503"));

  private static final Shape.Fields EXPECT =
      Shape.fields(
          Key.optional("incidentDeclaredWithin", Times.SHAPE, "Of the fault, in real time."),
          Key.optional("alertWithin", Times.SHAPE, "Of the fault, in real time."),
          Key.optional("alerts", NAMES, "That have to fire."),
          Key.optional(
              "trafficShare",
              Shape.fields(
                  Key.required("region", Parts.NAME, "Whose requests.").example("us-east"),
                  Key.required("max", GameDayKind.PERCENT, "Of all.").example("0.1%")),
              "That has to fall."),
          Key.optional(
              "successRatio",
              Shape.fields(
                  Key.required("min", GameDayKind.PERCENT, "Of requests.").example("99.9%"),
                  Key.optional("over", Times.SHAPE, "In real time.").otherwise("2m")),
              "That has to be back."),
          Key.optional("deadline", new Shape.Flag(), "When the step comes, not later.")
              .otherwise("false"),
          Key.optional("healProofWithin", Times.SHAPE, "In real time."),
          Key.optional(
              "failbackErrors",
              Shape.fields(
                  Key.required("max", GameDayKind.PERCENT, "Of requests.").example("0.1%")),
              "While traffic comes back."),
          Key.optional("replicationCaughtUpWithin", Times.SHAPE, "In real time."));

  static final Shape.Fields STEP =
      new Shape.Fields(
          List.of(
              Key.required("at", CLOCK, "When, by the day's clock.").example("\"09:30\""),
              Key.optional("id", Parts.NAME, "What it is called.").otherwise("step-NUMBER"),
              Key.required(
                      "do",
                      Shape.oneOf(
                          "meeting", "checklist", "fault", "observe", "expect", "heal", "report"),
                      "What.")
                  .example("meeting"),
              Key.optional("note", LINE, "What people are to know."),
              Key.optional(
                  "checks",
                  LINES,
                  "With checklist: steadyState, alertRouteTest, dnsAudit, preflight, smokeTests,"
                      + " headroom, ledgerAudit, with `: what` behind; anything else is for people."),
              Key.optional("gate", Shape.oneOf("steadyState", "manual"), "What it waits for."),
              Key.optional(
                  "fault", new Shape.Either(Parts.NAME, FAULT), "What breaks; or what is healed."),
              Key.optional("who", Parts.NAME, "Whose turn it is."),
              Key.optional("expect", EXPECT, "What is to be seen from then on."),
              Key.optional("agenda", Parts.NAME, "A note."),
              Key.optional("formats", NAMES, "A note: the report is there in all formats."),
              Key.optional("publish", NAMES, "A note: where people take it.")),
          List.of());

  private GameDayStepKind() {}
}
