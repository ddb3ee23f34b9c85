// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

/** The keys of an {@code Experiment}; activities are read where Chaos Toolkit's are. */
final class ExperimentKind {

  private static final Shape ACTIVITY =
      new Shape.Anything(
          "a map with type (probe or action), name and provider of type http, process, python or"
              + " fault");
  private static final Shape ANYTHING = new Shape.Anything("anything");
  private static final Shape.ListOf ACTIVITIES = new Shape.ListOf(ACTIVITY, 0, 500);
  private static final Shape.Numeric SECONDS =
      new Shape.Numeric("seconds, over 0 to 86400", 0, false, 86_400, true);

  private static final Shape.Fields STEADY =
      Shape.fields(
          Key.required("title", Parts.SOME_TEXT, "What holds, in one line.")
              .example("orders can be placed"),
          Key.optional("controls", ANYTHING, "Chaos Toolkit's; reported, never run."),
          Key.optional(
              "probes", ACTIVITIES, "What is asked; each with the `tolerance` of its answer."));

  private static final Shape.Fields RUNTIME =
      Shape.fields(
          Key.optional(
              "hypothesis",
              Shape.fields(
                  Key.optional(
                          "strategy",
                          Shape.oneOf(
                              "default",
                              "before-method-only",
                              "after-method-only",
                              "during-method-only",
                              "continuously"),
                          "When the steady state is looked at; `default` is before and after.")
                      .otherwise("default"),
                  Key.optional("frequency", SECONDS, "Seconds between two looks at it.")
                      .otherwise("1"),
                  Key.optional(
                      "fail_fast",
                      new Shape.Flag(),
                      "Chaos Toolkit's; a lost steady state always ends the method.")),
              "When the steady state is looked at."),
          Key.optional(
              "rollbacks",
              Shape.fields(
                  Key.optional(
                          "strategy",
                          Shape.oneOf("default", "always", "never", "deviated"),
                          "When they are played; `default`: whenever the method has begun.")
                      .otherwise("default")),
              "When the rollbacks are played."));

  private static final Shape.Fields STOP =
      Shape.fields(
          Key.optional(
              "burnRate",
              new Shape.Numeric("a number over 0", 0, false, 1e6, true),
              "A burn rate of an error budget, such as 14.4."),
          Key.optional("service", Parts.NAME, "Whose budget.").otherwise("any"),
          Key.optional("slo", Parts.NAME, "Which budget.").otherwise("any"),
          Key.optional("file", Parts.SOME_TEXT, "A file whose appearance ends the run."),
          Key.optional("after", SECONDS, "Seconds after which it ends."));

  private static final Shape.Fields SCHEDULE =
      Shape.fields(
          Key.required("cron", Parts.SOME_TEXT, "Minute, hour, day, month, day of the week.")
              .example("0 10 * * 1-5"),
          Key.optional("timeZone", Parts.SOME_TEXT, "Whose clock.").otherwise("UTC"),
          Key.optional(
                  "proofDays",
                  new Shape.Numeric("days, over 0 to 3650", 0, false, 3650, true),
                  "How long a result counts as proof.")
              .otherwise("30"),
          Key.optional(
                  "gates",
                  new Shape.Flag(),
                  "Whether releases of the service are held back while it is not proved.")
              .otherwise("false"));

  static final Shape.Fields EXPERIMENT =
      Parts.ballast(
          "Experiment",
          Key.required(
                  "spec",
                  Shape.fields(
                      Key.required("title", Parts.SOME_TEXT, "What is tried, in one line.")
                          .example("payments may be slow"),
                      Key.required("description", Parts.SOME_TEXT, "Why it is tried.")
                          .example("checkout has a timeout for it"),
                      Key.optional("version", ANYTHING, "Chaos Toolkit's; kept."),
                      Key.optional("service", Parts.NAME, "Whose behaviour it proves."),
                      Key.optional("tags", Shape.listOf(Parts.TEXT), "Words to find it by."),
                      Key.optional(
                          "contributions", new Shape.MapOf(Parts.TEXT), "What it is good for."),
                      Key.optional(
                          "configuration",
                          new Shape.MapOf(ANYTHING),
                          "Values for placeholders: as they are, of a variable, or of a probe."),
                      Key.optional(
                          "secrets", new Shape.MapOf(ANYTHING), "The same in groups; never shown."),
                      Key.optional("controls", ANYTHING, "Chaos Toolkit's; reported, never run."),
                      Key.optional("steadyState", STEADY, "What has to hold."),
                      Key.required("method", ACTIVITIES, "What is done and asked, in turn.")
                          .example("[]"),
                      Key.optional("rollbacks", ACTIVITIES, "How it is put back."),
                      Key.optional("runtime", RUNTIME, "When what is looked at and played."),
                      Key.optional(
                          "stopWhen",
                          new Shape.ListOf(STOP, 1, 20),
                          "What ends it early; faults end, rollbacks are played."),
                      Key.optional("schedule", SCHEDULE, "When a server runs it by itself.")),
                  "What is tried.")
              .example("{title: payments may be slow, method: []}"));

  private ExperimentKind() {}
}
