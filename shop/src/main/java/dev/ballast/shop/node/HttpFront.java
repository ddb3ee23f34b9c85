// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ballast.shop.telemetry.Telemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A service's HTTP server on loopback: one virtual thread, one server span per request. */
final class HttpFront {

  private static final int BACKLOG = 256;
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");

  private static final AttributeKey<Double> DURATION = AttributeKey.doubleKey("duration_ms");

  private static final TextMapGetter<HttpExchange> HEADERS =
      new TextMapGetter<>() {
        @Override
        public @Nullable String get(@Nullable HttpExchange exchange, String key) {
          return exchange == null ? null : exchange.getRequestHeaders().getFirst(key);
        }
      };

  private final List<Route> routes;
  private final Telemetry telemetry;
  private final FaultSwitch fault;
  private final UnderWay underWay;
  private final boolean isPublic;
  private final int port;
  private final DoubleHistogram durations;
  private final LongUpDownCounter active;

  private HttpFront(
      List<Route> routes,
      Telemetry telemetry,
      FaultSwitch fault,
      UnderWay underWay,
      boolean isPublic,
      int port) {
    this.routes = List.copyOf(routes);
    this.telemetry = telemetry;
    this.fault = fault;
    this.underWay = underWay;
    this.isPublic = isPublic;
    this.port = port;
    this.durations = Durations.histogram(telemetry.meter(), "http.server.request.duration");
    this.active =
        telemetry
            .meter()
            .upDownCounterBuilder("http.server.active_requests")
            .setUnit("{request}")
            .build();
  }

  /**
   * Serves the routes, {@code /healthz} and {@code /metrics} until the process ends.
   *
   * @param underWay counts the requests for routes
   * @param isPublic users call it: each request begins a trace, whatever trace it says it is of.
   *     Otherwise whoever stands before us would decide whether anything here is traced
   */
  static HttpServer serve(
      List<Route> routes,
      Telemetry telemetry,
      FaultSwitch fault,
      UnderWay underWay,
      boolean isPublic,
      int port)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        new HttpFront(routes, telemetry, fault, underWay, isPublic, server.getAddress().getPort())
            ::exchange);
    server.createContext("/healthz", e -> send(e, 200, "text/plain", "ok\n"));
    server.createContext(
        "/metrics", e -> send(e, 200, "text/plain; version=0.0.4", telemetry.page()));
    server.start();
    return server;
  }

  private void exchange(HttpExchange exchange) throws IOException {
    underWay.begins();
    try {
      routed(exchange);
    } finally {
      underWay.ends();
    }
  }

  private void routed(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getPath();
    for (Route route : routes) {
      Optional<Map<String, String>> parameters = route.match(method, path);
      if (parameters.isPresent()) {
        traced(exchange, route, parameters.get());
        return;
      }
    }
    send(exchange, 404, "application/json", "{}");
  }

  private void traced(HttpExchange exchange, Route route, Map<String, String> path)
      throws IOException {
    Reply reply = recorded(exchange, route, path);
    send(
        exchange,
        reply.status(),
        "application/json",
        JsonMapper.shared().writeValueAsString(reply.body()));
  }

  /** Before the answer goes out: whoever has it finds the span ended and the request counted. */
  private Reply recorded(HttpExchange exchange, Route route, Map<String, String> path)
      throws IOException {
    long start = System.nanoTime();
    Attributes where = Attributes.of(METHOD, route.method(), SCHEME, "http");
    active.add(1, where);
    Context parent =
        isPublic
            ? Context.current()
            : telemetry.propagator().extract(Context.current(), exchange, HEADERS);
    Span span =
        telemetry
            .tracer()
            .spanBuilder(route.method() + " " + route.template())
            .setParent(parent)
            .setSpanKind(SpanKind.SERVER)
            .setAttribute(METHOD, route.method())
            .setAttribute(ROUTE, route.template())
            .setAttribute(SCHEME, "http")
            .setAttribute("url.path", exchange.getRequestURI().getPath())
            .setAttribute("server.address", "127.0.0.1")
            .setAttribute("server.port", (long) port)
            .startSpan();
    AttributesBuilder labels =
        Attributes.builder()
            .put(METHOD, route.method())
            .put(ROUTE, route.template())
            .put(SCHEME, "http");
    Context context = parent.with(span);
    try (Scope scope = context.makeCurrent()) {
      exchange.getRequestBody().readAllBytes();
      Reply reply = answer(exchange, route, path, span);
      span.setAttribute(STATUS, (long) reply.status());
      labels.put(STATUS, (long) reply.status());
      if (reply.status() >= 500) {
        span.setStatus(StatusCode.ERROR).setAttribute(ERROR, "" + reply.status());
        labels.put(ERROR, "" + reply.status());
      }
      if (isPublic) {
        complete(route, reply, start);
      }
      return reply;
    } finally {
      span.end();
      active.add(-1, where);
      if (telemetry.counts(start)) {
        Durations.record(durations, start, labels.build(), context);
      }
    }
  }

  /** One record for each request of a user: what was asked, what came of it, how long it took. */
  private void complete(Route route, Reply reply, long startNanoTime) {
    telemetry.log(
        Severity.INFO,
        "request_complete",
        "%s %s ended with %d".formatted(route.method(), route.template(), reply.status()),
        Attributes.builder()
            .put(METHOD, route.method())
            .put(ROUTE, route.template())
            .put(STATUS, (long) reply.status())
            .put(DURATION, (System.nanoTime() - startNanoTime) / 1e6)
            .build());
  }

  private Reply answer(HttpExchange exchange, Route route, Map<String, String> path, Span span) {
    try {
      if (fault.strikes()) {
        return failed(span, 500, "internal error", "internal");
      }
      Map<String, String> parameters = new HashMap<>(path);
      parameters.putAll(query(exchange.getRequestURI().getQuery()));
      return route.handler().answer(new Call(parameters, bearer(exchange)));
    } catch (BadRequestException e) {
      return new Reply(400, Map.of("error", "" + e.getMessage()));
    } catch (DependencyException e) {
      return failed(span, e.status(), "" + e.getMessage(), "dependency");
    } catch (RuntimeException e) {
      return failed(span, 500, e.toString(), "internal");
    }
  }

  private Reply failed(Span span, int status, String why, String kind) {
    span.setAttribute("error.message", why);
    telemetry.log(
        Severity.ERROR,
        "request.failed",
        "request failed: " + why,
        Attributes.of(STATUS, (long) status, ERROR, kind));
    return new Reply(status, Map.of("error", why));
  }

  private static Map<String, String> query(@Nullable String query) {
    if (query == null) {
      return Map.of();
    }
    Map<String, String> parameters = new HashMap<>();
    for (String pair : List.of(query.split("&", -1))) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return parameters;
  }

  private static String bearer(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    return header != null && header.startsWith("Bearer ") ? header.substring(7) : "";
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    try (exchange) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length);
      try (OutputStream body = exchange.getResponseBody()) {
        body.write(bytes);
      }
    }
  }
}
