// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.ballast.control.chaos.Blow;
import dev.ballast.control.chaos.FaultTarget;
import dev.ballast.control.chaos.HostException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AgentHostTest {

  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Map<String, String> asked = new ConcurrentHashMap<>();
  private HttpServer agent;
  private AgentHost host;

  @BeforeEach
  void start() throws Exception {
    agent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    agent.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            asked.put(
                call,
                exchange.getRequestHeaders().getFirst("Authorization")
                    + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            String answer = answers.getOrDefault(call, "404 {\"error\": \"no such call\"}");
            byte[] body = answer.substring(4).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, 3)), body.length);
            exchange.getResponseBody().write(body);
          }
        });
    agent.start();
    host =
        new AgentHost(
            "east", URI.create("http://127.0.0.1:" + agent.getAddress().getPort()), () -> "secret");
  }

  @AfterEach
  void stop() {
    host.close();
    agent.stop(0);
  }

  private Blow blow() {
    FaultTarget target =
        new FaultTarget(
            "p1", "east", "payments", FaultTarget.Environment.TEST, Map.of(), List.of(), Map.of());
    return new Blow(
        "f-1-0",
        "test",
        "why",
        "process.stop",
        Map.of("tree", "true"),
        target,
        Duration.ofMillis(1500));
  }

  @Test
  void readsTargetsAndCountsAnUnknownEnvironmentAsLive() {
    answers.put(
        "GET /v1/targets",
        """
        200 {"environment": "moon", "targets": [{"name": "p1", "service": "payments",
          "labels": {"ballast.dev/faults": "allowed"},
          "abilities": {"process.stop": {"driver": "signal", "unable": ""},
            "net.cut": {"driver": "nft", "unable": "no right to"}}}]}""");
    assertThat(host.targets())
        .singleElement()
        .satisfies(t -> assertThat(t.environment()).isEqualTo(FaultTarget.Environment.LIVE))
        .satisfies(t -> assertThat(t.optedIn()).isTrue())
        .satisfies(t -> assertThat(t.kinds()).containsExactly("process.stop"))
        .satisfies(t -> assertThat(t.unable()).containsEntry("net.cut", "no right to"));
  }

  @Test
  void ordersWithTokenAndLeaseAndReadsTheEvidence() {
    answers.put(
        "POST /v1/faults",
        "201 {\"state\": \"active\", \"evidence\": \"stopped\", \"ended\": \"\"}");
    assertThat(host.inject(blow()).evidence()).isEqualTo("stopped");
    assertThat(asked.get("POST /v1/faults"))
        .startsWith("Bearer secret {")
        .contains("\"lease_seconds\":1.5")
        .contains("\"id\":\"f-1-0\"");
  }

  @Test
  void everyProblemOfARefusalIsKept() {
    answers.put(
        "POST /v1/faults", "422 {\"error\": \"a; b\", \"problems\": [\"first\", \"second\"]}");
    assertThatThrownBy(() -> host.inject(blow()))
        .isInstanceOf(HostException.class)
        .hasMessage("east: first; second");
  }

  @Test
  void saysHowToStartOneThatDoesNotAnswer() {
    agent.stop(0);
    assertThatThrownBy(host::targets)
        .hasMessageContaining("does not answer")
        .hasMessageContaining("Fix: ballast fault agent");
  }

  @Test
  void neverShowsSomethingThatIsNoJson() {
    answers.put("GET /v1/targets", "200 <html>");
    assertThatThrownBy(host::targets).hasMessageContaining("something else than JSON");
  }
}
