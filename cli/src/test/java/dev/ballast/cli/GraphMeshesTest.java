// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code ballast graph --from}, against a Prometheus that knows two calls. */
class GraphMeshesTest {

  private static final String PAIRS =
      """
      {"metric":{"reporter":"source","source_workload":"web","destination_workload":"pay"%1$s},"value":[1,"%2$s"]},
      {"metric":{"reporter":"destination","source_workload":"web","destination_workload":"pay"%1$s},"value":[1,"%2$s"]},
      {"metric":{"reporter":"source","source_workload":"pay","destination_workload":"ledger"%1$s},"value":[1,"%2$s"]},
      {"metric":{"reporter":"source","source_workload":"pay","destination_service_name":"PassthroughCluster"%1$s},"value":[1,"%2$s"]}
      """;

  private final Shell shell = Shell.piped();
  private final HttpServer prometheus;

  GraphMeshesTest() throws IOException {
    prometheus = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    prometheus.createContext(
        "/api/v1/query",
        exchange -> {
          String query =
              URLDecoder.decode(
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                  StandardCharsets.UTF_8);
          String result = "";
          if (query.contains("increase(istio_requests_total")) {
            result = PAIRS.formatted("", "60");
          } else if (query.contains("rate(istio_requests_total")) {
            result = PAIRS.formatted(",\"response_code\":\"200\"", "2");
          }
          byte[] body =
              ("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["
                      + result
                      + "]}}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    prometheus.start();
  }

  @AfterEach
  void stop() {
    prometheus.stop(0);
  }

  private String url() {
    return "http://127.0.0.1:" + prometheus.getAddress().getPort();
  }

  @Test
  void drawsTheGraphThatAMeshSees() {
    Shell.Answer answer =
        shell.run(
            "graph", "export", "--format", "mermaid", "--from", "istio", "--prometheus", url());
    assertThat(answer.exitCode()).as(answer.err()).isZero();
    assertThat(answer.out()).contains("web", "pay", "ledger");
    assertThat(answer.err())
        .isEqualTo(
            "note (istio): 2.00 calls/s are in no edge: they leave through PassthroughCluster; a"
                + " ServiceEntry would name the host\n");
  }

  @Test
  void answersWhatEverythingHangsOn() {
    assertThat(
            shell
                .run("graph", "why", "web", "ledger", "--from", "istio", "--prometheus", url())
                .out())
        .startsWith("web fails when ledger fails");
  }

  @Test
  void saysWhenAMeshHasNoMetricsThere() {
    Shell.Answer answer = shell.run("graph", "--from", "linkerd", "--prometheus", url());
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains("--from: linkerd has no calls of the last hour at " + url());
  }

  @Test
  void saysThatPrometheusDoesNotAnswer() {
    Shell.Answer answer =
        shell.run("graph", "--from", "istio", "--prometheus", "http://127.0.0.1:25994");
    assertThat(answer.exitCode()).isEqualTo(3);
    assertThat(answer.err()).contains("Fix: give --prometheus");
    assertThat(shell.run("graph", "--prometheus", url()).err())
        .contains("--prometheus: without --from");
    assertThat(shell.run("graph", "--from", "istio", "--prometheus", "9090").err())
        .contains("--prometheus: 9090 (expected: a URL such as http://127.0.0.1:9090)");
  }
}
