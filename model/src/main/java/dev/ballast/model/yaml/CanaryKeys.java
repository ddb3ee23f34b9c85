// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.List;

/** The keys of a canary's spec: Flagger's, and ours (mode, bake, stages). */
final class CanaryKeys {

  static final Shape.Numeric PERCENT = Wholes.between(0, 100);
  static final Shape.Numeric SOME_PERCENT = Wholes.between(1, 100);
  private static final Shape.Numeric COUNT = Wholes.from(0);
  private static final Shape.Flag FLAG = new Shape.Flag();
  private static final Shape.Numeric ANY_NUMBER =
      new Shape.Numeric("a number", -Double.MAX_VALUE, true, Double.MAX_VALUE, true);

  static final Shape.Choice HOOK_TYPE =
      Shape.oneOf(
          "",
          "confirm-rollout",
          "pre-rollout",
          "rollout",
          "confirm-traffic-increase",
          "confirm-promotion",
          "post-rollout",
          "rollback",
          "event");

  private static final Shape.Fields RANGE =
      Shape.fields(
          Key.optional("min", ANY_NUMBER, "The least that is good."),
          Key.optional("max", ANY_NUMBER, "The most that is good."));

  private static final List<Key> METRIC_KEYS =
      List.of(
          Key.required(
                  "name",
                  Parts.SOME_TEXT,
                  "`request-success-rate`, `error-rate` (percent), `request-duration`, `latency`"
                      + " (p99 in ms), or any with a source.")
              .example("error-rate"),
          Key.optional("interval", GoDurations.SHAPE, "Over which time it is measured.")
              .otherwise("1m"),
          Key.optional("thresholdRange", RANGE, "Which values are good."),
          Key.optional(
              "threshold",
              ANY_NUMBER,
              "Deprecated: the most that is good; of the success rate the least."),
          Key.optional("query", Parts.SOME_TEXT, "Deprecated: PromQL."),
          Key.optional("templateRef", FlaggerParts.REFERENCE, "A MetricTemplate."),
          Key.optional("templateVariables", FlaggerParts.TEXTS, "What it is filled with."));

  private static final Shape.Fields METRIC = new Shape.Fields(METRIC_KEYS, List.of());

  private static final Shape.Fields STAGE =
      Shape.fields(
          Key.required("weight", SOME_PERCENT, "Percent of the traffic.").example("5"),
          Key.optional("maxWeight", SOME_PERCENT, "Where a ramp in steps ends.")
              .otherwise("weight"),
          Key.optional("stepWeight", SOME_PERCENT, "Steps of the ramp from the stage before."),
          Key.optional("duration", GoDurations.SHAPE, "How long each weight is watched at least.")
              .otherwise("the interval, or the planner's"),
          Key.optional(
                  "metrics",
                  Shape.listOf(METRIC),
                  "Which metrics count here, by the names of the analysis' metrics.")
              .otherwise("all"));

  private static final Shape.Fields WEBHOOK =
      Shape.fields(
          FlaggerParts.NAME,
          Key.required(
                  "url",
                  Parts.text(
                      "a URL that starts with http:// or https://, or ballast:manual",
                      "https?://[^\\s/].*|ballast:manual",
                      4096),
                  "What is called, by POST; not in Flagger: `ballast:manual`, which a person"
                      + " opens.")
              .example("http://tests.example.com/"),
          Key.optional("type", HOOK_TYPE, "When it is called.").otherwise("rollout"),
          Key.optional("timeout", GoDurations.SHAPE, "How long an answer may take.")
              .otherwise("10s"),
          Key.optional("retries", Wholes.between(0, 100), "How often it is asked again.")
              .otherwise("0"),
          Key.optional("metadata", FlaggerParts.TEXTS, "Sent along."),
          Key.optional("muteAlert", FLAG, "Whether nobody is told that it said no.")
              .otherwise("false"),
          Key.optional("disableTLS", FLAG, "Whether any certificate will do.").otherwise("false"));

  private static final Shape.Fields ALERT =
      Shape.fields(
          FlaggerParts.NAME,
          Key.optional("severity", Shape.oneOf("", "info", "warn", "error"), "From which on.")
              .otherwise("info"),
          Key.required("providerRef", FlaggerParts.REFERENCE, "An AlertProvider.")
              .example("{name: on-call}"));

  private static final Shape.Fields AFFINITY =
      Shape.fields(
          Key.required("cookieName", Parts.SOME_TEXT, "The canary's cookie.").example("canary"),
          Key.optional("primaryCookieName", Parts.TEXT, "The primary's cookie."),
          Key.optional("maxAge", COUNT, "In seconds.").otherwise("86400"),
          Key.optional("domain", Parts.TEXT, "Of the cookie."),
          Key.optional("path", Parts.TEXT, "Of the cookie."),
          Key.optional("sameSite", Shape.oneOf("Strict", "Lax", "None"), "Of the cookie."),
          Key.optional("httpOnly", FLAG, "Of the cookie."),
          Key.optional("secure", FLAG, "Of the cookie."),
          Key.optional("partitioned", FLAG, "Of the cookie."));

  private static final Key STAGES =
      Key.optional(
          "stages",
          new Shape.ListOf(STAGE, 1, 100),
          "Not in Flagger: weights with their own metrics; the last is promoted from.");
  private static final Key SKIP =
      Key.optional("skipAnalysis", FLAG, "Whether it is promoted without analysis.")
          .otherwise("false");
  private static final Key DEADLINE =
      Key.optional(
              "progressDeadlineSeconds",
              Wholes.from(1),
              "How long a workload may take to be ready.")
          .otherwise("600");

  private static final Shape.Fields ANALYSIS =
      Shape.fields(
          Key.optional("interval", GoDurations.SHAPE, "Time between checks, 10s at least.")
              .otherwise("60s"),
          Key.optional("threshold", COUNT, "Failed checks, in sum, that roll it back.")
              .otherwise("1"),
          Key.optional("maxWeight", PERCENT, "The weight that is promoted from.").otherwise("100"),
          Key.optional("stepWeight", PERCENT, "How much the weight grows at a time."),
          Key.optional(
              "stepWeights", new Shape.ListOf(SOME_PERCENT, 1, 100), "The weights, one by one."),
          Key.optional(
                  "stepWeightPromotion", PERCENT, "How much goes back to the primary at a time.")
              .otherwise("100"),
          Key.optional("iterations", COUNT, "Number of checks of blue/green and A/B."),
          Key.optional("mirror", FLAG, "Whether the canary first gets copies of requests.")
              .otherwise("false"),
          Key.optional("mirrorWeight", PERCENT, "How many requests are copied.").otherwise("100"),
          Key.optional("primaryReadyThreshold", PERCENT, "Percent of pods.").otherwise("100"),
          Key.optional("canaryReadyThreshold", PERCENT, "Percent of pods.").otherwise("100"),
          Key.optional(
              "match", Shape.listOf(CanaryServiceKeys.MATCH), "A/B: which requests it gets."),
          Key.optional("metrics", Shape.listOf(METRIC), "What it is checked by, in this order."),
          Key.optional("webhooks", Shape.listOf(WEBHOOK), "What is asked and told."),
          Key.optional("alerts", Shape.listOf(ALERT), "Who is told."),
          Key.optional("sessionAffinity", AFFINITY, "Keeps users on one version."),
          STAGES,
          SKIP,
          DEADLINE);

  static final Shape.Fields SPEC =
      new Shape.Fields(
          List.of(
              Key.required(
                      "targetRef",
                      FlaggerParts.target("Deployment", "DaemonSet", "Service"),
                      "The workload.")
                  .example("{apiVersion: apps/v1, kind: Deployment, name: checkout}"),
              Key.optional("service", CanaryServiceKeys.SERVICE, "How it is called."),
              Key.optional("analysis", ANALYSIS, "How it is analysed."),
              Key.optional("canaryAnalysis", ANALYSIS, "As analysis, in old files."),
              Key.optional("provider", CanaryServiceKeys.PROVIDER, "What routes its traffic."),
              Key.optional("metricsServer", Parts.TEXT, "The URL of a Prometheus."),
              Key.optional("autoscalerRef", CanaryServiceKeys.AUTOSCALER, "What scales it."),
              Key.optional("ingressRef", FlaggerParts.target("Ingress"), "For NGINX and others."),
              Key.optional("routeRef", FlaggerParts.target("ApisixRoute"), "For APISIX."),
              Key.optional("upstreamRef", CanaryServiceKeys.UPSTREAM, "For Gloo."),
              SKIP,
              DEADLINE,
              Key.optional("revertOnDeletion", FLAG, "Whether its end restores what was there.")
                  .otherwise("false"),
              Key.optional("suspend", FLAG, "Whether it stands still.").otherwise("false"),
              STAGES,
              Key.optional(
                      "mode",
                      Shape.oneOf("flagger", "ballast"),
                      "Not in Flagger: `flagger` counts failed checks, `ballast` asks the judge.")
                  .otherwise("ballast with stages, else flagger"),
              Key.optional(
                  "bake",
                  GoDurations.SHAPE,
                  "Not in Flagger: how long the old version is kept warm after the promotion.")),
          List.of(new Rule.AtMostOne(List.of("analysis", "canaryAnalysis"))));

  private CanaryKeys() {}
}
