// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.List;
import java.util.regex.Pattern;

/** The keys of a {@code GameDay}. */
final class GameDayKind {

  static final Shape.Text PERCENT =
      new Shape.Text(
          "a percentage such as 99.9%",
          Pattern.compile("(100|[0-9]{1,2})(\\.[0-9]{1,6})?%"),
          12,
          text -> text.matches("[0-9]{1,2}(\\.[0-9]{1,6})?|100") ? text + "%" : "");

  private static final Shape.Text RATE =
      Parts.text("a rate such as 20/s, at most 200/s", "[0-9]{1,3}(\\.[0-9]{1,3})?/s", 10);
  private static final Shape.Text URL =
      Parts.text("a URL that starts with http:// or https://", "https?://[^\\s]+", 2000);
  private static final Shape.Text LINE = Parts.text("text of at most 500 characters", ".*", 500);
  private static final Shape.ListOf NAMES = new Shape.ListOf(Parts.NAME, 0, 50);
  private static final Shape.Numeric NUMBER =
      new Shape.Numeric("a number", -1e15, true, 1e15, true);
  private static final Shape.Numeric SHARE = new Shape.Numeric("a share, 0..1", 0, true, 1, true);
  static final Shape.Numeric SCALE =
      new Shape.Numeric("a number, above 0 and at most 1", 0, false, 1, true);

  private static final Shape.Fields ROLES =
      Shape.fields(
          Key.optional("owner", Parts.NAME, "Answers for the day; approves, and may stop it."),
          Key.optional("coordinator", Parts.NAME, "Starts it and opens gates; may stop it."),
          Key.optional("scribe", Parts.NAME, "Writes down what is seen and decided."),
          Key.optional("observers", NAMES, "Who looks."),
          Key.optional("responders", NAMES, "Who acts as on any bad day; not told before."));

  private static final Shape.Fields TOLERANCE =
      new Shape.Fields(
          List.of(
              Key.optional("lt", NUMBER, "Less than this."),
              Key.optional("lte", NUMBER, "At most this."),
              Key.optional("gt", NUMBER, "More than this."),
              Key.optional("gte", NUMBER, "At least this.")),
          List.of(new Rule.ExactlyOne(List.of("lt", "lte", "gt", "gte"))));

  private static final Shape.Fields STEADY_CHECK =
      new Shape.Fields(
          List.of(
              Key.required("name", Parts.NAME, "What it is called.").example("availability"),
              Key.optional("sloRef", Parts.NAME, "An SLO that has to be met."),
              Key.optional("expect", Shape.oneOf("met"), "Of an SLO.").otherwise("met"),
              Key.optional("query", Parts.SOME_TEXT, "PromQL; each of its values is looked at."),
              Key.optional("metric", Parts.SOME_TEXT, "A metric by its name alone."),
              Key.optional("tolerance", TOLERANCE, "What each value has to be.")),
          List.of(
              new Rule.ExactlyOne(List.of("sloRef", "query", "metric")),
              new Rule.Needs("query", "tolerance"),
              new Rule.Needs("metric", "tolerance"),
              new Rule.Needs("expect", "sloRef")));

  private static final Shape.Fields STEADY =
      Shape.fields(
          Key.optional("hold", Times.SHAPE, "For how long; shortened by `scale`.").otherwise("5m"),
          Key.required("checks", new Shape.ListOf(STEADY_CHECK, 1, 50), "What has to hold.")
              .example("[{name: availability, sloRef: storefront-availability}]"));

  private static final Shape.Fields LOOK =
      Shape.fields(
          Key.required("store", Parts.NAME, "A store of a RegionPolicy; all its nodes are asked.")
              .example("database"),
          Key.required(
                  "query",
                  Parts.SOME_TEXT,
                  "SQL with one `?`, the ids: the id, what is kept under it, who took it.")
              .example("SELECT id::text FROM orders WHERE id::text = ANY(?)"));

  private static final Shape.Fields LOAD =
      Shape.fields(
          Key.required("name", Parts.NAME, "What it is called.").example("canary-users"),
          Key.required("target", URL, "What is asked; `{id}` in it is another id in each request.")
              .example("http://shop.example/"),
          Key.required("rate", RATE, "How often.").example("5/s"),
          Key.optional("model", Shape.oneOf("open"), "Sent on time, whatever became of the last.")
              .otherwise("open"),
          Key.optional("from", NAMES, "A note: whose users these stand for."),
          Key.optional("resolver", Parts.NAME, "A note: how the name is found."),
          Key.optional(
              "record",
              Parts.NAME,
              "What is kept of it: with `acknowledgedWrites` and `{id}` each request is a POST, and"
                  + " those that were answered well are kept. Anything else is a note."),
          Key.optional(
              "headers",
              new Shape.MapOf(LINE),
              "Of each request. In a value `${BALLAST_GAMEDAY_…}` is a variable of the server's"
                  + " environment, so that no secret stands here."),
          Key.optional("look", LOOK, "Where its acknowledged writes are looked for afterwards."));

  private static final Shape.Fields NAME =
      Shape.fields(
          Key.required("name", Parts.SOME_TEXT, "What users ask for.").example("shop.example"),
          Key.required(
                  "resolvers",
                  new Shape.ListOf(Parts.SOME_TEXT, 1, 10),
                  "Whom to ask: HOST[:PORT].")
              .example("[127.0.0.1:53]"),
          Key.optional("addresses", new Shape.MapOf(Parts.NAME), "The region of each address."));

  private static final Shape.Fields BLAST =
      Shape.fields(
          Key.optional("regions", NAMES, "What may be broken.").otherwise("any"),
          Key.optional("maxTrafficShare", PERCENT, "Of all requests.").otherwise("100%"),
          Key.optional("maxErrorBudgetSpend", PERCENT, "Of the budget of each SLO that it names.")
              .otherwise("100%"),
          Key.optional(
              "exclude",
              new Shape.ListOf(Parts.text("service=NAME", "service=[^\\s=]+", 300), 0, 50),
              "What must not be broken."));

  private static final Shape.Fields BUDGET =
      Shape.fields(
          Key.required("service", Parts.NAME, "Whose budget.").example("storefront"),
          Key.required("below", PERCENT, "What is left of it.").example("20%"));

  private static final Shape.Fields STOP =
      new Shape.Fields(
          List.of(
              Key.optional("slo", Parts.NAME, "An SLO whose budget burns too fast."),
              Key.optional(
                  "burnRate",
                  new Shape.Numeric("a number > 0", 0, false, 1e6, true),
                  "How many times too fast."),
              Key.optional("for", Times.SHAPE, "For how long, in real time.").otherwise("60s"),
              Key.optional("errorBudgetRemaining", BUDGET, "Too little of a budget is left."),
              Key.optional("alarm", Shape.oneOf("external"), "Somebody else's alerts."),
              Key.optional("url", URL, "Where they are, as Alertmanager lists them."),
              Key.optional(
                  "manual",
                  new Shape.ListOf(Shape.oneOf("owner", "coordinator"), 1, 2),
                  "Who may stop it by hand.")),
          List.of(
              new Rule.ExactlyOne(List.of("slo", "errorBudgetRemaining", "alarm", "manual")),
              new Rule.Needs("slo", "burnRate"),
              new Rule.Needs("alarm", "url")));

  private static final Shape.Fields SAFETY =
      Shape.fields(
          Key.optional("lease", Times.SHAPE, "How long a fault lives without us: 1 to 600 s.")
              .otherwise("10s"),
          Key.optional("renewEvery", Times.SHAPE, "At most half of that.").otherwise("3s"),
          Key.optional("requireHealProof", new Shape.Flag(), "Not passed before nothing is left.")
              .otherwise("true"),
          Key.optional("twoPersonRule", new Shape.Flag(), "Another person approves the fault.")
              .otherwise("false"));

  private static final Shape.Fields OBJECTIVES =
      Shape.fields(
          Key.optional("detect", Times.SHAPE, "Until an alert.").otherwise("2m"),
          Key.optional("failover", Times.SHAPE, "Until traffic is elsewhere.").otherwise("5m"),
          Key.optional(
              "rpo",
              Shape.fields(
                  Key.required(
                          "lostAcknowledgedWrites",
                          new Shape.Numeric("a whole number >= 0", 0, true, 1e9, true),
                          "Writes that may be lost.")
                      .example("0")),
              "What may be lost."),
          Key.optional(
                  "errorMinutes",
                  new Shape.Numeric("a number >= 0", 0, true, 1e6, true),
                  "Minutes in which too many requests fail.")
              .otherwise("5"),
          Key.optional("alertRecall", SHARE, "Of the expected alerts.").otherwise("1"),
          Key.optional(
                  "dnsTailAfterFailover", Times.SHAPE, "Until the last request to a dead address.")
              .otherwise("1m"));

  private static final Shape.Fields AFTERWARDS =
      Shape.fields(
          Key.optional(
              "regressions",
              Shape.fields(
                  Key.optional(
                      "schedule",
                      Parts.text("cron's five fields", "[0-9*,/-]+( [0-9*,/A-Za-z-]+){4}", 100),
                      "When what was found is tried again."),
                  Key.optional(
                          "mode", Shape.oneOf("rehearse", "simulated"), "A note: it is the day's.")
                      .otherwise("simulated"),
                  Key.optional("scale", SCALE, "Of the pauses.").otherwise("0.1"),
                  Key.optional("failBuildOn", NAMES, "Findings that fail a build.")),
              "How it is looked after."));

  static final Shape.Fields GAME_DAY =
      Parts.ballast(
          "GameDay",
          Key.required(
                  "spec",
                  Shape.fields(
                      Key.required("objective", LINE, "The question that the day answers.")
                          .example("\"Can we fail over?\""),
                      Key.optional("service", Parts.NAME, "Whose users it is about."),
                      Key.optional(
                              "mode",
                              Shape.oneOf("rehearse", "simulated", "live"),
                              "`rehearse`: nothing is broken; `simulated`: Ballast injects the"
                                  + " faults; `live`: the same where real users are, which two people have to want.")
                          .otherwise("rehearse"),
                      Key.optional("timeZone", Parts.SOME_TEXT, "An IANA time zone.")
                          .otherwise("UTC"),
                      Key.optional(
                          "start",
                          Parts.text(
                              "a time such as 2026-12-02T09:00:00Z",
                              "[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?Z",
                              20),
                          "When it is planned. It starts when somebody starts it."),
                      Key.optional("seed", Wholes.from(0), "Decides which requests are hit.")
                          .otherwise("1"),
                      Key.optional("scale", SCALE, "What the pauses between steps shrink to.")
                          .otherwise("1"),
                      Key.optional("roles", ROLES, "Who does what. Without, operators lead."),
                      Key.optional("steadyState", STEADY, "What has to hold before the fault."),
                      Key.optional("load", new Shape.ListOf(LOAD, 0, 10), "What is sent besides."),
                      Key.optional(
                          "names",
                          new Shape.ListOf(NAME, 0, 10),
                          "Names that users come by, looked at all the while."),
                      Key.optional("blastRadius", BLAST, "What may be hurt at most."),
                      Key.optional(
                          "stopWhen", new Shape.ListOf(STOP, 0, 50), "Any of it heals everything."),
                      Key.optional("safety", SAFETY, "What makes sure that it ends."),
                      Key.required(
                              "timeline",
                              new Shape.ListOf(GameDayStepKind.STEP, 1, 200),
                              "What happens when.")
                          .example("[{at: \"09:00\", do: meeting}]"),
                      Key.optional("objectives", OBJECTIVES, "What becomes a finding."),
                      Key.optional("afterwards", AFTERWARDS, "What stays of it.")),
                  "The plan.")
              .example(
                  "{objective: \"Can we fail over?\", timeline: [{at: \"09:00\", do: meeting}]}"));

  private GameDayKind() {}
}
