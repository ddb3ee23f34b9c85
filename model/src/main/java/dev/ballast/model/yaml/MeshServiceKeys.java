// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.mesh.Split;
import java.util.List;

/** The keys of one service of a Mesh. */
final class MeshServiceKeys {

  static final Shape.Choice PROTOCOL = Shape.oneOf("http", "http2", "grpc", "tcp");

  static final Shape.Choice POLICY =
      Shape.oneOf("round-robin", "least-request", "peak-ewma", "ring-hash");

  static final Shape.Choice RETRY_ON =
      Shape.oneOf("connect-failure", "reset", "per-try-timeout", "gateway-error", "server-error");

  private static final Shape.Numeric POSITIVE = Wholes.between(1, 1_000_000);

  private static final Shape.MapOf SPLIT = new Shape.MapOf(Wholes.between(0, Split.HEAVIEST));

  private static final Shape.Fields LISTENER =
      Shape.fields(
          Key.required("address", MeshKeys.ADDRESS, "Where it listens.").example("127.0.0.1:7301"),
          Key.optional("source", Parts.NAME, "The one service that calls here."),
          Key.optional("tls", MeshKeys.TLS, "Whether callers show a certificate.")
              .otherwise("none"));

  private static final Shape.Fields ENDPOINT =
      Shape.fields(
          Key.required("address", MeshKeys.ADDRESS, "Where it answers.").example("127.0.0.1:7211"),
          Key.optional("region", Parts.NAME, "Where it runs."));

  private static final Shape.Fields VERSION =
      Shape.fields(
          Key.required("name", Parts.NAME, "Unique in its service.").example("v1"),
          Key.required(
                  "endpoints",
                  new Shape.ListOf(
                      new Shape.Either(MeshKeys.ADDRESS, ENDPOINT), 1, Integer.MAX_VALUE),
                  "The processes that run it.")
              .example("[127.0.0.1:7211]"));

  private static final Shape.Fields STICKY =
      Shape.fields(
          Key.required("cookie", MeshKeys.TOKEN, "Its name.").example("version"),
          Key.optional("duration", Times.SHAPE, "How long; without it, a session."));

  private static final Shape.Fields RETRY =
      Shape.fields(
          Key.optional("attempts", Wholes.between(1, 10), "Tries in all.").otherwise("2"),
          Key.optional("perTry", Times.SHAPE, "How long one try may take to its response's head."),
          Key.optional("on", Shape.listOf(RETRY_ON), "What is tried again, where that is safe.")
              .otherwise("[connect-failure, reset, gateway-error]"),
          Key.optional(
                  "bodyBytes",
                  Wholes.between(0, 16 << 20),
                  "How much of a request's body is kept for another try.")
              .otherwise("65536"));

  private static final Shape.Fields MIRROR =
      Shape.fields(
          Key.required("version", Parts.NAME, "Where copies go.").example("v2"),
          Key.optional("share", MeshKeys.SHARE, "Of how many requests.").otherwise("1"));

  private static final Shape.Fields MATCH =
      Shape.fields(
          Key.optional("path", Parts.text("a path", "/\\S*", 2048), "A prefix, whole segments.")
              .otherwise("/"),
          Key.optional("method", Parts.text("a method", "[A-Z]+", 32), "The exact method."),
          Key.optional("headers", new Shape.MapOf(Parts.TEXT), "Headers with exact values."));

  private static final Key SPLIT_KEY =
      Key.optional("split", SPLIT, "Weights of versions, whole and relative to their sum.");
  private static final Key STICKY_KEY =
      Key.optional("sticky", STICKY, "Keeps a client at the version that it met first.");
  private static final Key TIMEOUT_KEY =
      Key.optional("timeout", Times.SHAPE, "For the whole request; 0s for none.");
  private static final Key RETRY_KEY = Key.optional("retry", RETRY, "When to try again.");
  private static final Key MIRROR_KEY = Key.optional("mirror", MIRROR, "Copies of requests.");

  private static final Shape.Fields ROUTE =
      Shape.fields(
          Key.required("name", Parts.NAME, "Unique in its service.").example("beta"),
          Key.required("match", MATCH, "Which requests it is for: all conditions hold.")
              .example("{path: /beta}"),
          SPLIT_KEY.otherwise("the service's"),
          STICKY_KEY.otherwise("the service's"),
          TIMEOUT_KEY.otherwise("the service's"),
          RETRY_KEY.otherwise("the service's"),
          MIRROR_KEY);

  private static final Shape.Fields BALANCING =
      Shape.fields(
          Key.optional("policy", POLICY, "How an endpoint is chosen.").otherwise("least-request"),
          Key.optional("hashHeader", MeshKeys.TOKEN, "For `ring-hash`: what is hashed.")
              .otherwise("the client's address"));

  private static final Shape.Fields LOCALITY =
      Shape.fields(
          Key.optional("order", Shape.listOf(Parts.NAME), "Regions after the mesh's own."),
          Key.optional(
                  "spill",
                  new Shape.Numeric("a number 1..100", 1, true, 100, true),
                  "With less than 1/spill of a region healthy, the rest goes to the next one.")
              .otherwise("1.4"));

  private static final Shape.Fields HEALTH_CHECK =
      Shape.fields(
          Key.optional("path", Parts.text("a path", "/\\S*", 2048), "Any 2xx is healthy.")
              .otherwise("a connection is enough"),
          Key.required("interval", Times.SHAPE, "How often.").example("1s"),
          Key.optional("timeout", Times.SHAPE, "How long to wait.").otherwise("1s"),
          Key.optional("unhealthyAfter", Wholes.between(1, 100), "Failures in a row.")
              .otherwise("3"),
          Key.optional("healthyAfter", Wholes.between(1, 100), "Successes in a row.")
              .otherwise("2"));

  private static final Shape.Fields OUTLIER =
      Shape.fields(
          Key.optional("consecutive", Wholes.between(0, 1000), "Bad answers in a row; 0: never.")
              .otherwise("5"),
          Key.optional(
                  "gatewayOnly", new Shape.Flag(), "Only 502, 503, 504 and broken connections.")
              .otherwise("false"),
          Key.optional("ejection", Times.SHAPE, "How long; the n-th in a row n times as long.")
              .otherwise("30s"),
          Key.optional("longest", Times.SHAPE, "The most that it takes.").otherwise("300s"),
          Key.optional(
                  "most",
                  MeshKeys.SHARE,
                  "Share of a region that may be out; one always, all while a farther stands in.")
              .otherwise("0.5"));

  private static final Shape.Fields BREAKER =
      Shape.fields(
          Key.optional("failures", MeshKeys.SHARE, "The share of failed calls that opens.")
              .otherwise("0.5"),
          Key.required("calls", Wholes.between(1, 10_000), "How many of the last calls count.")
              .example("100"),
          Key.optional("least", Wholes.between(1, 10_000), "Calls before it may open.")
              .otherwise("20"),
          Key.optional("open", Times.SHAPE, "How long nothing is sent.").otherwise("10s"),
          Key.optional("probes", Wholes.between(1, 1000), "Calls that decide after that.")
              .otherwise("5"));

  private static final Shape.Fields CONNECTIONS =
      Shape.fields(
          Key.optional("connectTimeout", Times.SHAPE, "Until one has come about.").otherwise("1s"),
          Key.optional("most", POSITIVE, "To one endpoint.").otherwise("1024"),
          Key.optional("waiting", Wholes.from(0), "Requests that may wait for one.")
              .otherwise("1024"),
          Key.optional("idle", Times.SHAPE, "After which an unused one is closed.")
              .otherwise("60s"));

  private static final Shape.Fields RETRY_BUDGET =
      Shape.fields(
          Key.optional("share", MeshKeys.SHARE, "Retries per request, over ten seconds.")
              .otherwise("0.2"),
          Key.optional("perSecond", Wholes.between(0, 1_000_000), "Always allowed.")
              .otherwise("3"));

  private static final Shape.Fields RATE_LIMIT =
      Shape.fields(
          Key.required("requests", POSITIVE, "How many.").example("100"),
          Key.optional("per", Times.SHAPE, "In which time.").otherwise("1s"),
          Key.optional("burst", POSITIVE, "How many at once.").otherwise("requests"));

  private static final Shape.Fields CONCURRENCY =
      Shape.fields(
          Key.optional("initial", POSITIVE, "Where it starts.").otherwise("20"),
          Key.optional("least", POSITIVE, "Never below.").otherwise("5"),
          Key.optional("most", POSITIVE, "Never above.").otherwise("1000"));

  static final Shape.Fields SERVICE =
      new Shape.Fields(
          List.of(
              Key.required("name", Parts.NAME, "The service, as telemetry names it.")
                  .example("payments"),
              Key.optional("protocol", PROTOCOL, "What its endpoints speak.").otherwise("http"),
              Key.required(
                      "listen",
                      new Shape.ListOf(
                          new Shape.Either(MeshKeys.ADDRESS, LISTENER), 1, Integer.MAX_VALUE),
                      "Where it can be called.")
                  .example("[127.0.0.1:7301]"),
              Key.required(
                      "versions",
                      new Shape.ListOf(VERSION, 1, Integer.MAX_VALUE),
                      "What runs, and where.")
                  .example("[{name: v1, endpoints: [127.0.0.1:7211]}]"),
              SPLIT_KEY.otherwise("all to the first version"),
              STICKY_KEY,
              TIMEOUT_KEY.otherwise("15s"),
              RETRY_KEY,
              MIRROR_KEY,
              Key.optional("routes", Shape.listOf(ROUTE), "Exceptions; the first match counts."),
              Key.optional("balancing", BALANCING, "How an endpoint is chosen."),
              Key.optional("locality", LOCALITY, "Which regions come first."),
              Key.optional("healthCheck", HEALTH_CHECK, "Asks every endpoint how it is."),
              Key.optional("outlier", OUTLIER, "Takes out endpoints that answer badly."),
              Key.optional("breaker", BREAKER, "A circuit breaker for each endpoint."),
              Key.optional("connections", CONNECTIONS, "Connections to the endpoints."),
              Key.optional("retryBudget", RETRY_BUDGET, "How much load retries may add."),
              Key.optional("rateLimit", RATE_LIMIT, "How many requests are taken."),
              Key.optional("concurrency", CONCURRENCY, "A limit that is found from latency."),
              Key.optional("upstreamTls", MeshKeys.TLS, "How endpoints are spoken to.")
                  .otherwise("none")),
          List.of());

  private MeshServiceKeys() {}
}
