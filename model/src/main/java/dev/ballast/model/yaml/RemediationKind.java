// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.List;

/** The keys of a {@code Remediation}. */
final class RemediationKind {

  static final List<String> ACTIONS =
      List.of(
          "shift",
          "eject",
          "scale",
          "restart",
          "flag",
          "shed",
          "rollBack",
          "drain",
          "failOver",
          "webhook",
          "script");

  private static final Shape.Text TIME = RegionPolicyKind.TIME;
  static final Shape.Text URL =
      Parts.text("a URL that starts with http:// or https://", "https?://[^\\s]+", 2000);
  static final Shape.Text TARGET = Parts.text("a target", "[^\\s]{1,500}", 500);
  static final Shape.Text FILE =
      Parts.text("a file name without a path", "[A-Za-z0-9][A-Za-z0-9._-]*", 200);
  private static final Shape.Text ARGUMENT = Parts.text("text", "[^\\x00]*", 1000);
  private static final Shape.Numeric SHARE = new Shape.Numeric("a number 0..1", 0, true, 1, true);
  private static final Shape.Numeric NUMBER =
      new Shape.Numeric("a number >= 0", 0, true, Double.MAX_VALUE, true);

  private static final Key AFTER =
      Key.optional("for", TIME, "For how long without a break.").otherwise("0s");

  private static final Shape.Fields TRIGGER =
      new Shape.Fields(
          List.of(
              Key.optional(
                  "health",
                  Shape.oneOf("degraded", "unhealthy"),
                  "The place is this sick or worse by its SLOs."),
              Key.optional(
                  "query",
                  Parts.SOME_TEXT,
                  "PromQL that answers something, by `cloud_region` where it is about regions."),
              Key.optional(
                  "forecast",
                  RemediationMeans.FORECAST,
                  "More load is expected than the instances that the action `scale` has should"
                      + " bear."),
              Key.optional(
                  "incident",
                  Shape.oneOf(
                      "any",
                      "change",
                      "saturation",
                      "traffic",
                      "network",
                      "external",
                      "dependency",
                      "defect"),
                  "An open incident whose root cause is of this class and the place: a service that is"
                      + " sick by itself (any); also what was changed on it (change), a service"
                      + " outside (external), the caller of a broken way (network)."),
              Key.optional("confidence", SHARE, "Of the incident's root cause, at least.")
                  .otherwise("0.6"),
              AFTER),
          List.of(
              new Rule.ExactlyOne(List.of("health", "query", "forecast", "incident")),
              new Rule.Needs("confidence", "incident")));

  private static final Shape.Fields PRECONDITION =
      Shape.fields(
          Key.required("name", Parts.SOME_TEXT, "What must hold, for people.")
              .example("the other region has room"),
          Key.required("query", Parts.SOME_TEXT, "PromQL: holds when it answers something.")
              .example("sum(up) > 1"));

  private static final Shape.Fields ACTION =
      new Shape.Fields(
          List.of(
              Key.optional(
                  "shift",
                  Shape.fields(
                      Key.required("target", TARGET, "A route as `ballast route` names it.")
                          .example("mesh/payments"),
                      Key.optional("mesh", URL, "The admin API, when the target is a mesh's.")
                          .otherwise("the server's mesh of the region"),
                      Key.required(
                              "weights",
                              new Shape.MapOf(Wholes.between(0, 1_000_000)),
                              "Weights by backend; those that are not named keep theirs.")
                          .example("{v1: 100, v2: 0}")),
                  "Divide traffic differently. In a mesh under a lease: it ends when Ballast does."),
              Key.optional(
                  "eject",
                  Shape.fields(
                      Key.optional("mesh", URL, "The admin API.")
                          .otherwise("the server's mesh of the region"),
                      Key.required("version", TARGET, "A version of the service.").example("v1"),
                      Key.required("address", TARGET, "The endpoint's host and port.")
                          .example("10.0.0.7:8080")),
                  "Take one endpoint of a mesh out of use."),
              Key.optional(
                  "scale",
                  Shape.fields(
                      Key.required("target", TARGET, "A set as `ballast scale` names it.")
                          .example("deployment/shop/checkout"),
                      Key.optional("orchestrator", URL, "Of plain processes.")
                          .otherwise("http://127.0.0.1:7280"),
                      Key.optional("by", Wholes.between(1, 1000), "So many more.").otherwise("1"),
                      Key.required("most", Wholes.between(1, 10_000), "Never more than these.")
                          .example("8")),
                  "Run more instances."),
              Key.optional("restart", RemediationMeans.RESTART, "Start what runs anew."),
              Key.optional("flag", RemediationMeans.FLAG, "Answer a feature flag differently."),
              Key.optional(
                  "shed",
                  RemediationMeans.SHED,
                  "Turn requests away at the mesh, under a lease: it ends when Ballast does."),
              Key.optional(
                  "rollBack",
                  Shape.fields(
                      Key.required("canary", TARGET, "NAMESPACE/NAME of a rollout.")
                          .example("shop/payments")),
                  "End a rollout that is under way: all traffic back to the version before."),
              Key.optional(
                  "drain",
                  Shape.fields(
                      Key.optional("region", TARGET, "Which one.").otherwise("the place's")),
                  "Take a sick region out, by the rules of its RegionPolicy."),
              Key.optional(
                  "failOver",
                  Shape.fields(
                      Key.optional("region", TARGET, "Which one.").otherwise("the place's")),
                  "Leave a lost region, by the rules of its RegionPolicy."),
              Key.optional(
                  "webhook",
                  Shape.fields(
                      Key.required("url", URL, "Told by POST; any 2xx means done.")
                          .example("https://ops.example/restart"),
                      Key.optional("undo", URL, "Told by POST to take it back."),
                      Key.optional("timeout", TIME, "How long it may take.").otherwise("30s"),
                      Key.optional("allowLoopback", new Shape.Flag(), "Whether it may be here.")
                          .otherwise("false")),
                  "Tell somebody who can do what Ballast cannot."),
              Key.optional(
                  "script",
                  Shape.fields(
                      Key.required("file", FILE, "A program of the folder --healing-scripts.")
                          .example("restart.sh"),
                      Key.optional(
                          "args", new Shape.ListOf(ARGUMENT, 0, 50), "Its arguments; no shell."),
                      Key.optional("undo", FILE, "The program that takes it back."),
                      Key.optional("timeout", TIME, "How long it may take.").otherwise("30s")),
                  "Run a program of an allowed folder.")),
          List.of(new Rule.ExactlyOne(ACTIONS)));

  private static final Shape.Fields VERIFICATION =
      Shape.fields(
          Key.optional(
                  "query",
                  Parts.SOME_TEXT,
                  "PromQL of one number that is small when all is well; `${region}` is the"
                      + " place's.")
              .otherwise("the worst burn rate of the place's SLOs over their shortest windows"),
          Key.optional("control", Parts.SOME_TEXT, "The same number where nothing was done.")
              .otherwise("the service's other regions"),
          Key.optional("atMost", NUMBER, "Well when at most this.")
              .otherwise("0.01; 1 without a query"),
          Key.optional("settle", TIME, "Nothing is concluded before.").otherwise("15s"),
          Key.optional("within", TIME, "How long it has to help.").otherwise("10m"),
          Key.optional("hold", TIME, "How long what is temporary is kept once it has helped.")
              .otherwise("15m"));

  private static final Shape.Fields GUARDS =
      Shape.fields(
          Key.optional("dataAge", TIME, "Older telemetry is no ground to act on.").otherwise("60s"),
          Key.optional("perHour", Wholes.between(1, 1000), "Actions an hour, over all places.")
              .otherwise("3"),
          Key.optional("coolDown", TIME, "After one action on a place, the next not before.")
              .otherwise("10m"),
          Key.optional("traffic", SHARE, "The share of the service's requests it may touch.")
              .otherwise("0.5"),
          Key.optional("users", NUMBER, "Requests a second it may touch; 0: no bound.")
              .otherwise("0"),
          Key.optional(
                  "money",
                  NUMBER,
                  "What may be at stake a minute, in the CostModel's currency; 0: no bound.")
              .otherwise("0"),
          Key.optional("left", Wholes.between(0, 10_000), "Instances that must be left at work.")
              .otherwise("1"),
          Key.optional("systemic", SHARE, "When a larger share of places is sick, stop and page.")
              .otherwise("0.3"),
          Key.optional(
                  "proven",
                  Wholes.between(0, 1000),
                  "Verified successes with a person's approval before `auto` acts by itself.")
              .otherwise("3"),
          Key.optional(
                  "eyes",
                  Wholes.between(1, 5),
                  "People who have to approve; two at least for what cannot be undone.")
              .otherwise("1"),
          Key.optional("approval", TIME, "How long an approval is good for.").otherwise("15m"),
          Key.optional("oscillation", TIME, "Going back and forth within this time locks it.")
              .otherwise("1h"));

  static final Shape.Fields REMEDIATION =
      Parts.ballast(
          "Remediation",
          Key.required(
              "spec",
              Shape.fields(
                  Key.required("service", Parts.NAME, "Whose sickness it heals.")
                      .example("payments"),
                  Key.optional("region", Parts.NAME, "Only there.")
                      .otherwise("each region by itself"),
                  Key.optional("description", Parts.DESCRIPTION, "What it is for."),
                  Key.optional(
                      "runbook",
                      Parts.SOME_TEXT,
                      "A URL, or a Markdown file in the configuration's folder; its commands are shown."),
                  Key.required("trigger", TRIGGER, "What makes it look.")
                      .example("{health: unhealthy}"),
                  Key.optional(
                      "preconditions",
                      new Shape.ListOf(PRECONDITION, 0, 20),
                      "What must hold at the moment of acting."),
                  Key.required("action", ACTION, "What is done: one of " + ACTIONS + ".")
                      .example("{scale: {target: deployment/shop/checkout, most: 8}}"),
                  Key.optional("verification", VERIFICATION, "How it is seen that it helped."),
                  Key.optional("guards", GUARDS, "The bounds that it keeps to."),
                  Key.optional(
                          "autonomy",
                          Shape.oneOf("observe", "propose", "approve", "auto"),
                          "How much it may do by itself.")
                      .otherwise("observe")),
              "What is sick, what is done, and within which bounds."));

  private RemediationKind() {}
}
