// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.mesh.time.Ticker;
import dev.ballast.model.ServiceName;
import dev.ballast.model.mesh.AccessLog;
import dev.ballast.model.mesh.Address;
import dev.ballast.model.mesh.Listener;
import dev.ballast.model.mesh.Match;
import dev.ballast.model.mesh.Mesh;
import dev.ballast.model.mesh.MeshService;
import dev.ballast.model.mesh.Mirror;
import dev.ballast.model.mesh.Policies;
import dev.ballast.model.mesh.Protocol;
import dev.ballast.model.mesh.Retry;
import dev.ballast.model.mesh.RetryBudget;
import dev.ballast.model.mesh.Route;
import dev.ballast.model.mesh.Split;
import dev.ballast.model.mesh.Sticky;
import dev.ballast.model.mesh.TlsMode;
import dev.ballast.model.mesh.Tracing;
import dev.ballast.model.quantity.Ratio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Metrics, access log, trace context and spans of calls through chains of services. */
final class TelemetryTest {

  private static final Retry RETRY =
      new Retry(
          3,
          Duration.ZERO,
          EnumSet.of(Retry.Reason.CONNECT_FAILURE, Retry.Reason.RESET, Retry.Reason.SERVER_ERROR),
          65_536);

  @TempDir private Path folder = Path.of("");

  private static MeshService service(String name, String source, int port) {
    Policies policies = Meshes.with(new RetryBudget(new Ratio(0.2), 0));
    return new MeshService(
        new ServiceName(name),
        Protocol.HTTP,
        List.of(new Listener(new Address("127.0.0.1", freePort()), source, TlsMode.NONE)),
        List.of(Meshes.version("v1", port)),
        List.of(
            new Route(
                "default",
                Match.ANY,
                Split.allTo("v1"),
                Sticky.NONE,
                Duration.ofSeconds(10),
                RETRY,
                Mirror.NONE)),
        policies,
        TlsMode.NONE);
  }

  /** Several listeners on port 0 would share a name; each gets one that was free a moment ago. */
  private static int freePort() {
    try (var socket = new java.net.ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Mesh mesh(Tracing tracing, AccessLog log, MeshService... services) {
    Mesh plain = Meshes.mesh(services);
    return new Mesh(
        plain.name(),
        plain.region(),
        plain.admin(),
        1,
        "x-source",
        plain.limits(),
        tracing,
        log,
        plain.identity(),
        plain.services());
  }

  private static int port(MeshService service) {
    return service.listeners().getFirst().address().port();
  }

  private static double metric(String text, String pattern) {
    return Pattern.compile("(?m)^" + pattern + " ([0-9.eE+]+)$")
        .matcher(text)
        .results()
        .mapToDouble(m -> Double.parseDouble(m.group(1)))
        .sum();
  }

  @Test
  void reportsCallsUnderIstiosNames() throws Exception {
    try (Backend backend =
        new Backend(
            (r, out) -> Backend.respond(out, r.path().equals("/bad") ? 500 : 200, "12345"))) {
      MeshService payments = service("payments", "", backend.port());
      try (MeshProcess mesh =
              MeshProcess.start(mesh(Tracing.DEFAULT, AccessLog.NONE, payments), Ticker.SYSTEM, 1);
          Caller caller = new Caller(port(payments))) {
        caller.get("/", "X-Source: storefront");
        caller.get("/", "X-Source: storefront");
        caller.send("POST /bad HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc").receive();
        String text = Admin.get(mesh, "/metrics").body();
        String ok =
            "reporter=\"source\".*source_workload=\"storefront\".*destination_workload=\"payments-v1\".*"
                + "destination_service_name=\"payments\".*request_protocol=\"http\",response_code=\"200\","
                + "grpc_response_status=\"\",response_flags=\"-\"";
        assertThat(metric(text, "istio_requests_total\\{" + ok + "}")).isEqualTo(2);
        assertThat(metric(text, "istio_request_duration_milliseconds_count\\{" + ok + "}"))
            .isEqualTo(2);
        assertThat(metric(text, "istio_response_bytes_sum\\{" + ok + "}")).isEqualTo(10);
        assertThat(
                metric(
                    text,
                    "istio_requests_total\\{.*source_workload=\"unknown\".*response_code=\"500\".*}"))
            .isEqualTo(1);
        assertThat(metric(text, "istio_request_bytes_sum\\{.*response_code=\"500\".*}"))
            .isEqualTo(3);
      }
    }
  }

  @Test
  void aFailureThreeCallsDeepIsRetriedOnceWhereItHappened() throws Exception {
    int requests = 400;
    Duration longest = Duration.ofSeconds(60);
    try (Backend d = new Backend((_, out) -> Backend.respond(out, 500, ""))) {
      MeshService toD = service("d", "c", d.port());
      try (Backend c = new Backend((r, out) -> forward(r, out, port(toD)))) {
        MeshService toC = service("c", "b", c.port());
        try (Backend b = new Backend((r, out) -> forward(r, out, port(toC)))) {
          MeshService toB = service("b", "a", b.port());
          try (MeshProcess mesh =
                  MeshProcess.start(
                      mesh(Tracing.DEFAULT, AccessLog.NONE, toB, toC, toD), Ticker.SYSTEM, 1);
              Caller caller = new Caller(port(toB))) {
            long end = System.nanoTime() + longest.toNanos();
            for (int i = 0; i < requests && System.nanoTime() < end; i++) {
              assertThat(caller.get("/").status()).isEqualTo(500);
            }
            assertThat(b.requests).hasSize(requests);
            assertThat(c.requests).hasSize(requests);
            assertThat((double) d.requests.size() / requests).isBetween(1.1, 1.2);
            String text = Admin.get(mesh, "/metrics").body();
            double amplification =
                metric(text, "ballast_mesh_attempts_total\\{.*destination_service=\"d\".*}")
                    / metric(
                        text, "ballast_mesh_tried_requests_total\\{.*destination_service=\"d\".*}");
            assertThat(amplification).isBetween(1.1, 1.2);
            assertThat(
                    metric(
                        text,
                        "ballast_mesh_trace_context_total\\{.*source_workload=\"c\".*state=\"continued\"}"))
                .isEqualTo(requests);
          }
        }
      }
    }
  }

  /** A service that passes the trace context on, as services should. */
  private static boolean forward(Backend.Request request, java.io.OutputStream out, int port)
      throws IOException {
    Wire.Response inner = Caller.once(port, "/", "traceparent: " + request.header("traceparent"));
    return Backend.respond(out, inner.status(), "");
  }

  @Test
  void continuesBeginsAndTranslatesTraceContexts() throws Exception {
    try (Backend backend = Backend.answering("")) {
      MeshService payments = service("payments", "", backend.port());
      try (MeshProcess mesh =
              MeshProcess.start(mesh(Tracing.DEFAULT, AccessLog.NONE, payments), Ticker.SYSTEM, 1);
          Caller caller = new Caller(port(payments))) {
        String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        caller.get("/", "traceparent: " + parent);
        assertThat(backend.requests.getLast().header("traceparent")).isEqualTo(parent);
        caller.get("/");
        assertThat(backend.requests.getLast().header("traceparent"))
            .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
        caller.get("/", "b3: 80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-1");
        assertThat(backend.requests.getLast().header("traceparent"))
            .isEqualTo("00-80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-01");
        assertThat(backend.requests.getLast().header("b3")).isNotEmpty();
        caller.get("/", "X-B3-TraceId: 64fe8b2a57d3eff7", "X-B3-SpanId: e457b5a2e4d86bd1");
        assertThat(backend.requests.getLast().header("traceparent"))
            .isEqualTo("00-000000000000000064fe8b2a57d3eff7-e457b5a2e4d86bd1-00");
        caller.get(
            "/",
            "traceparent: 00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "tracestate: congo=lost");
        assertThat(backend.requests.getLast().header("traceparent"))
            .doesNotContain("0000000000000000");
        assertThat(backend.requests.getLast().header("tracestate")).matches("ballast=[0-9a-f]{16}");
        assertThat(mesh.plane().connections()).isEqualTo(1);
      }
    }
  }

  @Test
  void writesALineOfJsonForEachCall() throws Exception {
    Path file = folder.resolve("access.log");
    try (Backend backend = Backend.answering("hello")) {
      MeshService payments = service("payments", "storefront", backend.port());
      try (MeshProcess mesh =
          MeshProcess.start(
              mesh(Tracing.DEFAULT, new AccessLog(file.toString()), payments), Ticker.SYSTEM, 1)) {
        Caller.once(port(payments), "/a\"b?q=1");
        Await.until(() -> file.toFile().length() > 0);
        Await.until(() -> mesh.plane().connections() == 0);
      }
      var line = JsonMapper.builder().build().readTree(Files.readAllLines(file).getFirst());
      assertThat(line.path("source").asString()).isEqualTo("storefront");
      assertThat(line.path("path").asString()).isEqualTo("/a\"b?q=1");
      assertThat(line.path("status").asInt()).isEqualTo(200);
      assertThat(line.path("response_bytes").asInt()).isEqualTo(5);
      assertThat(line.path("trace_id").asString()).hasSize(32);
      assertThat(line.path("time").asString()).endsWith("Z");
    }
  }

  @Test
  void sendsSpansOfSampledTraces() throws Exception {
    var bodies = new ConcurrentHashMap<String, String>();
    try (Backend collector =
            new Backend(
                (r, out) -> {
                  bodies.put(r.path(), r.text());
                  return Backend.respond(out, 200, "{}");
                });
        Backend backend = Backend.answering("")) {
      MeshService payments = service("payments", "storefront", backend.port());
      Tracing tracing =
          new Tracing("http://127.0.0.1:" + collector.port() + "/v1/traces", Ratio.ONE, true);
      try (MeshProcess mesh =
          MeshProcess.start(mesh(tracing, AccessLog.NONE, payments), Ticker.SYSTEM, 1)) {
        Caller.once(
            port(payments),
            "/",
            "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        Await.until(() -> bodies.containsKey("/v1/traces"));
        assertThat(bodies.get("/v1/traces"))
            .contains("\"traceId\":\"4bf92f3577b34da6a3ce929d0e0e4736\"")
            .contains("\"parentSpanId\":\"00f067aa0ba902b7\"")
            .contains("GET payments");
        Await.until(() -> mesh.plane().connections() == 0);
      }
    }
  }
}
