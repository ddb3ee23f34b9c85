// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

/** The keys of Flagger's three kinds, but for those below a canary's spec. */
final class FlaggerKinds {

  /** The API server adds keys of its own. */
  private static final Shape.Fields METADATA =
      Shape.open(
          Key.required("name", Parts.NAME, "Unique among resources of its kind and namespace.")
              .example("checkout"),
          Key.optional("namespace", Parts.NAME, "The namespace of Kubernetes."),
          Key.optional("labels", FlaggerParts.TEXTS, "Not used."),
          Key.optional("annotations", FlaggerParts.TEXTS, "Not used."));

  private static final Shape.Fields SECRET = Shape.fields(FlaggerParts.NAME);

  private static final Shape.Fields PROVIDER =
      Shape.fields(
          Key.required(
                  "type",
                  Shape.oneOf(
                      "prometheus",
                      "influxdb",
                      "datadog",
                      "externalmetrics",
                      "stackdriver",
                      "cloudwatch",
                      "newrelic",
                      "graphite",
                      "dynatrace",
                      "keptn",
                      "splunk"),
                  "What answers.")
              .example("prometheus"),
          Key.optional("address", Parts.TEXT, "Its URL."),
          Key.optional(
              "headers", new Shape.MapOf(Shape.listOf(Parts.TEXT)), "Headers of the requests."),
          Key.optional("secretRef", SECRET, "Where its credentials are."),
          Key.optional("region", Parts.TEXT, "Its region."),
          Key.optional("insecureSkipVerify", new Shape.Flag(), "Whether any certificate will do.")
              .otherwise("false"));

  private static final Shape.Fields TEMPLATE_SPEC =
      Shape.fields(
          Key.required("provider", PROVIDER, "Which system answers the query.")
              .example("{type: prometheus}"),
          Key.optional("query", Parts.TEXT, "The query, with placeholders such as {{ target }}."));

  private static final Shape.Fields ALERT_SPEC =
      Shape.fields(
          Key.required(
                  "type",
                  Shape.oneOf("slack", "msteams", "discord", "rocket", "gchat"),
                  "What is written to.")
              .example("slack"),
          Key.optional("channel", Parts.TEXT, "The channel."),
          Key.optional("username", Parts.TEXT, "Under which name."),
          Key.optional("address", Parts.TEXT, "The URL of the webhook. Never shown."),
          Key.optional("proxy", Parts.TEXT, "A proxy for the requests."),
          Key.optional("secretRef", SECRET, "Where the address or token is."));

  static final Shape.Fields CANARY =
      resource("Canary", Key.required("spec", CanaryKeys.SPEC, "How it is rolled out."));
  static final Shape.Fields METRIC_TEMPLATE =
      resource("MetricTemplate", Key.required("spec", TEMPLATE_SPEC, "A query to share."));
  static final Shape.Fields ALERT_PROVIDER =
      resource("AlertProvider", Key.required("spec", ALERT_SPEC, "Where alerts go."));

  private FlaggerKinds() {}

  private static Shape.Fields resource(String kind, Key spec) {
    return Shape.fields(
        Key.required("apiVersion", new Shape.Choice(FlaggerParts.VERSIONS, false), "The format.")
            .example(Parts.FLAGGER),
        Key.required("kind", Shape.oneOf(kind), "What the resource is.").example(kind),
        Key.required("metadata", METADATA, "What the resource is called.")
            .example("{name: checkout}"),
        spec,
        Key.optional("status", new Shape.Anything("anything"), "Written by Flagger; not read."));
  }
}
