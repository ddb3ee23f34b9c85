// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.List;

/** The keys of a webhook. */
final class WebhookKind {

  static final Shape.Choice FORMAT =
      Shape.oneOf("generic", "slack", "alertmanager", "pagerduty", "pagerduty-change");
  static final Shape.Choice TOPIC =
      Shape.oneOf("capacity", "anomaly", "rollout", "slo", "incident", "healing");
  static final Shape.Choice URGENCY = Shape.oneOf("info", "plan", "soon", "now");

  private static final List<String> PLACES = List.of("env", "file");

  private static final Shape.Text VARIABLE =
      Parts.text("the name of an environment variable", "[A-Za-z_][A-Za-z0-9_]*", 256);

  private static final Shape.Fields FROM =
      new Shape.Fields(
          List.of(
              Key.optional("env", VARIABLE, "A variable of the server's environment."),
              Key.optional("file", Parts.SOME_TEXT, "A file on the server's machine.")),
          List.of(new Rule.ExactlyOne(PLACES)));

  private static final Shape.Fields SPEC =
      new Shape.Fields(
          List.of(
              Key.optional(
                      "url",
                      Parts.SOME_TEXT,
                      "Where to send to: http:// or https:// and a host. Never shown.")
                  .example("https://example.com/hook"),
              Key.optional("urlFrom", FROM, "Where the URL is kept, when it is a secret itself.")
                  .example("{env: SLACK_URL}"),
              Key.optional(
                      "format",
                      FORMAT,
                      "`generic`: JSON with a signature; `slack`: an incoming webhook of Slack, or with"
                          + " `channel` its Web API; `alertmanager`: an Alertmanager's API v2;"
                          + " `pagerduty`: incidents by PagerDuty's Events API v2;"
                          + " `pagerduty-change`: a change event of the same.")
                  .otherwise("generic"),
              Key.optional(
                  "secretFrom",
                  FROM,
                  "Where the key is kept that signs what is sent; with `pagerduty` and"
                      + " `pagerduty-change` the routing key, and with `channel` the token of"
                      + " Slack's bot, which are needed; with `alertmanager` a bearer token."),
              Key.optional(
                  "channel",
                  Parts.text("a channel of Slack", "[#A-Za-z0-9][^\\s]{0,79}", 80),
                  "Where a bot of Slack writes, one message for each incident, which it updates;"
                      + " `url` is then https://slack.com/api."),
              Key.optional("on", new Shape.ListOf(TOPIC, 1, Integer.MAX_VALUE), "What is told.")
                  .otherwise(
                      "all; only incident with `alertmanager`, `pagerduty` and `channel`, only"
                          + " rollout with `pagerduty-change`"),
              Key.optional("minUrgency", URGENCY, "Less urgent warnings are not sent.")
                  .otherwise("plan; info with `pagerduty-change`"),
              Key.optional(
                      "repeatAfter",
                      Windows.SHAPE,
                      "The same warning with the same urgency is not sent again before.")
                  .otherwise("4h"),
              Key.optional(
                      "allowLoopback",
                      new Shape.Flag(),
                      "Whether the URL may lead to the server's own machine.")
                  .otherwise("false")),
          List.of(new Rule.ExactlyOne(List.of("url", "urlFrom"))));

  static final Shape.Fields WEBHOOK =
      Parts.ballast(
          "Webhook",
          Key.required("spec", SPEC, "Whom to tell, what and how.")
              .example("{url: https://example.com/hook}"));

  private WebhookKind() {}
}
