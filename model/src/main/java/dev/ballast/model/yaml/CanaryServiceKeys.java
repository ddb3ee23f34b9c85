// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.ArrayList;
import java.util.List;

/**
 * The keys of a canary that say how its workload is called. Ballast passes them on to whatever
 * routes; names are checked, since a misspelt one would silently do nothing there.
 */
final class CanaryServiceKeys {

  private static final Shape.Flag FLAG = new Shape.Flag();
  private static final Shape.ListOf TEXTS = Shape.listOf(Parts.TEXT);
  private static final Shape.Numeric PORT = Wholes.between(1, 65535);
  private static final Shape.Anything ISTIO = new Shape.Anything("as Istio has it");

  static final Shape.Choice PROVIDER =
      Shape.oneOf(
          "apisix",
          "appmesh",
          "appmesh:v1beta2",
          "contour",
          "gatewayapi:v1",
          "gatewayapi:v1beta1",
          "gloo",
          "istio",
          "knative",
          "kubernetes",
          "kuma",
          "linkerd",
          "nginx",
          "osm",
          "skipper",
          "smi:v1alpha1",
          "smi:v1alpha2",
          "smi:v1alpha3",
          "traefik",
          "ballast");

  static final Shape.Fields AUTOSCALER =
      with(
          FlaggerParts.target("HorizontalPodAutoscaler", "ScaledObject"),
          Key.optional("primaryScalerQueries", FlaggerParts.TEXTS, "For the primary's triggers."),
          Key.optional(
              "primaryScalerReplicas",
              Shape.fields(
                  Key.optional("minReplicas", Wholes.from(1), "At least."),
                  Key.optional("maxReplicas", Wholes.from(1), "At most.")),
              "For the primary."));

  static final Shape.Fields UPSTREAM =
      with(FlaggerParts.target("Upstream"), FlaggerParts.NAMESPACE);

  private static final Shape.Fields TEXT_MATCH =
      new Shape.Fields(
          List.of(
              Key.optional("exact", Parts.TEXT, "All of it."),
              Key.optional("prefix", Parts.TEXT, "Its start."),
              Key.optional("suffix", Parts.TEXT, "Its end."),
              Key.optional("regex", Parts.TEXT, "As RE2 has it.")),
          List.of(new Rule.AtMostOne(List.of("exact", "prefix", "suffix", "regex"))));
  private static final Shape.MapOf TEXT_MATCHES = new Shape.MapOf(TEXT_MATCH);

  static final Shape.Fields MATCH =
      Shape.fields(
          Key.optional("name", Parts.TEXT, "For people."),
          Key.optional("uri", TEXT_MATCH, "The path."),
          Key.optional("scheme", TEXT_MATCH, "The scheme."),
          Key.optional("method", TEXT_MATCH, "The method."),
          Key.optional("authority", TEXT_MATCH, "The host."),
          Key.optional("headers", TEXT_MATCHES, "Headers that have to be there."),
          Key.optional("withoutHeaders", TEXT_MATCHES, "Headers that must not be."),
          Key.optional("queryParams", TEXT_MATCHES, "Parameters."),
          Key.optional("port", PORT, "The port."),
          Key.optional("ignoreUriCase", FLAG, "Whether case counts in the path."),
          Key.optional("gateways", TEXTS, "Through which gateways."),
          Key.optional("sourceLabels", FlaggerParts.TEXTS, "Labels of the caller."),
          Key.optional("sourceNamespace", Parts.TEXT, "Namespace of the caller."));

  private static final Shape.Fields OBJECT_REFERENCE =
      Shape.fields(
          Key.optional("group", Parts.TEXT, "Its group."),
          Key.optional("kind", Parts.TEXT, "What it is."),
          FlaggerParts.NAME,
          Key.optional("namespace", Parts.TEXT, "Its namespace."),
          Key.optional("port", PORT, "Its port."),
          Key.optional("sectionName", Parts.TEXT, "Its listener."));

  private static final Shape.Fields METADATA =
      Shape.fields(
          Key.optional("labels", FlaggerParts.TEXTS, "Labels."),
          Key.optional("annotations", FlaggerParts.TEXTS, "Annotations."));

  private static final Shape.Fields HEADER_EDITS =
      Shape.fields(
          Key.optional("add", FlaggerParts.TEXTS, "Added."),
          Key.optional("set", FlaggerParts.TEXTS, "Replaced."),
          Key.optional("remove", TEXTS, "Removed."));

  private static final Shape.Fields HEADERS =
      Shape.fields(
          Key.optional("request", HEADER_EDITS, "Of requests."),
          Key.optional("response", HEADER_EDITS, "Of responses."));

  private static final Shape.Fields CORS =
      Shape.fields(
          Key.optional("allowOrigin", TEXTS, "Origins."),
          Key.optional("allowOrigins", Shape.listOf(TEXT_MATCH), "Origins."),
          Key.optional("allowMethods", TEXTS, "Methods."),
          Key.optional("allowHeaders", TEXTS, "Headers."),
          Key.optional("exposeHeaders", TEXTS, "Headers."),
          Key.optional("allowCredentials", FLAG, "Whether credentials are sent."),
          Key.optional("maxAge", Parts.TEXT, "How long it may be kept."));

  private static final Shape.Fields RETRIES =
      Shape.fields(
          Key.optional("attempts", Wholes.from(0), "How often."),
          Key.optional("perTryTimeout", Parts.TEXT, "How long each may take."),
          Key.optional("retryOn", Parts.TEXT, "After what."),
          Key.optional("retryRemoteLocalities", FLAG, "Whether elsewhere, too."));

  private static final Shape.Fields REWRITE =
      Shape.fields(
          Key.optional("uri", Parts.TEXT, "The new path."),
          Key.optional("authority", Parts.TEXT, "The new host."),
          Key.optional("type", Parts.TEXT, "How the path is replaced."));

  private static final Shape.Fields TRAFFIC_POLICY =
      Shape.fields(
          Key.optional("connectionPool", ISTIO, "Istio's."),
          Key.optional("loadBalancer", ISTIO, "Istio's."),
          Key.optional("outlierDetection", ISTIO, "Istio's."),
          Key.optional("tls", ISTIO, "Istio's."),
          Key.optional("portLevelSettings", ISTIO, "Istio's."));

  static final Shape.Fields SERVICE =
      Shape.fields(
          Key.optional("name", Parts.TEXT, "Its name.").otherwise("the target's"),
          Key.required("port", PORT, "Its port.").example("8080"),
          Key.optional("portName", Parts.TEXT, "The port's name.").otherwise("http"),
          Key.optional(
              "targetPort", new Shape.Either(PORT, Parts.SOME_TEXT), "The workload's port."),
          Key.optional("portDiscovery", FLAG, "Whether all its ports are served."),
          Key.optional("appProtocol", Parts.TEXT, "The port's protocol."),
          Key.optional("headless", FLAG, "Whether it has no address of its own."),
          Key.optional(
              "trafficDistribution",
              Shape.oneOf("PreferClose", "PreferSameZone", "PreferSameNode"),
              "Kubernetes' own."),
          Key.optional("timeout", Parts.TEXT, "Of a request."),
          Key.optional("backendTimeout", Parts.TEXT, "Of an attempt."),
          Key.optional("gateways", TEXTS, "Istio's gateways."),
          Key.optional("gatewayRefs", new Shape.ListOf(OBJECT_REFERENCE, 0, 32), "Gateway API's."),
          Key.optional("hosts", TEXTS, "Host names."),
          Key.optional("delegation", FLAG, "Istio's delegation."),
          Key.optional("trafficPolicy", TRAFFIC_POLICY, "Istio's policy."),
          Key.optional("match", Shape.listOf(MATCH), "Which requests are its."),
          Key.optional("rewrite", REWRITE, "What is rewritten."),
          Key.optional("retries", RETRIES, "What is retried."),
          Key.optional("headers", HEADERS, "Which headers are edited."),
          Key.optional(
              "mirror",
              Shape.listOf(
                  Shape.fields(
                      Key.required("backendRef", OBJECT_REFERENCE, "Where copies go.")
                          .example("{name: shadow, port: 80}"))),
              "Gateway API's filter."),
          Key.optional("corsPolicy", CORS, "Cross-origin requests."),
          Key.optional("meshName", Parts.TEXT, "App Mesh's."),
          Key.optional("backends", TEXTS, "App Mesh's."),
          Key.optional("apex", METADATA, "Of the service as a whole."),
          Key.optional("primary", METADATA, "Of the primary's service."),
          Key.optional("canary", METADATA, "Of the canary's service."),
          Key.optional(
              "unmanagedMetadata",
              Shape.fields(
                  Key.optional("annotations", TEXTS, "Keys."),
                  Key.optional("labels", TEXTS, "Keys.")),
              "What is left alone."));

  private CanaryServiceKeys() {}

  private static Shape.Fields with(Shape.Fields fields, Key... more) {
    List<Key> keys = new ArrayList<>(fields.keys());
    keys.addAll(List.of(more));
    return new Shape.Fields(keys, fields.rules());
  }
}
