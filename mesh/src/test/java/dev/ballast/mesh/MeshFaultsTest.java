// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.mesh.time.Ticker;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Faults of requests and of bytes, asked for at the admin API, in a mesh that serves. */
final class MeshFaultsTest implements AutoCloseable {

  private final Backend backend = Backend.answering("hello");
  private final MeshProcess mesh =
      MeshProcess.start(Meshes.plain(backend.port()), Ticker.SYSTEM, 1);
  private final HttpClient http = HttpClient.newHttpClient();

  MeshFaultsTest() throws Exception {}

  @Override
  @AfterEach
  public void close() throws Exception {
    http.shutdownNow();
    mesh.close();
    backend.close();
  }

  @Test
  void abortsUntilItIsRemoved() throws Exception {
    int port = Meshes.portOf(mesh);
    fault("\"fault\": {\"type\": \"abort\", \"status\": 418, \"body\": \"teapot\"}");
    Wire.Response refused = Caller.once(port, "/");
    assertThat(refused.status()).isEqualTo(418);
    assertThat(refused.body()).isEqualTo("teapot");
    assertThat(backend.requests).isEmpty();
    assertThat(call("DELETE", "/faults", "").get("removed").intValue()).isEqualTo(1);
    assertThat(Caller.once(port, "/").body()).isEqualTo("hello");
  }

  @Test
  void delaysARequestAndLeavesTheOthers() throws Exception {
    fault(
        """
        "fault": {"type": "latency", "delay_seconds": 0.1}, "match": {"path": {"exact": "/slow"}}""");
    try (Caller caller = caller()) {
      long start = System.nanoTime();
      assertThat(caller.get("/slow?x=1").body()).isEqualTo("hello");
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(100_000_000L);
      assertThat(caller.get("/fast").body()).isEqualTo("hello");
    }
    assertThat(call("GET", "/faults/f", "").get("hits").intValue()).isEqualTo(1);
  }

  @Test
  void replacesTheBodyAfterTheServiceHasDoneItsWork() throws Exception {
    fault("\"fault\": {\"type\": \"error_body\", \"body\": \"<html>\"}");
    try (Caller caller = caller()) {
      Wire.Response broken = caller.get("/");
      assertThat(broken.status()).isEqualTo(200);
      assertThat(broken.body()).isEqualTo("<html>");
      assertThat(backend.requests).hasSize(1);
    }
  }

  @Test
  void resetsTheCaller() throws Exception {
    fault("\"fault\": {\"type\": \"reset\"}");
    try (Caller caller = caller()) {
      assertThatThrownBy(() -> caller.get("/"))
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void bytesOfOpenConnectionsAreDelayedAndSetFree() throws Exception {
    try (Caller caller = caller()) {
      assertThat(caller.get("/").body()).isEqualTo("hello");
      fault(
          """
          "on": "bytes", "fault": {"type": "latency", "delay_seconds": 0.1}""");
      long start = System.nanoTime();
      assertThat(caller.get("/").body()).isEqualTo("hello");
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(100_000_000L);
      call("DELETE", "/faults/f", "");
      assertThat(caller.get("/").body()).isEqualTo("hello");
    }
  }

  @Test
  void bytesToTheServerAreDelayedToo() throws Exception {
    try (Caller caller = caller()) {
      assertThat(caller.get("/").body()).isEqualTo("hello");
      fault(
          """
          "on": "bytes", "side": "server", "direction": "upstream",
          "fault": {"type": "latency", "delay_seconds": 0.1}""");
      long start = System.nanoTime();
      assertThat(caller.get("/").body()).isEqualTo("hello");
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(100_000_000L);
    }
  }

  @Test
  void anOpenConnectionIsResetAtOnceThoughItIsIdle() throws Exception {
    try (Caller caller = caller()) {
      assertThat(caller.get("/").body()).isEqualTo("hello");
      fault("\"on\": \"bytes\", \"fault\": {\"type\": \"reset\"}");
      assertThatThrownBy(caller::receive)
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void listsRenewsAndEnds() throws Exception {
    fault("\"fault\": {\"type\": \"drop\"}, \"reason\": \"game day\"");
    JsonNode all = call("GET", "/faults", "");
    JsonNode one = all.get("faults").get(0);
    assertThat(one.get("owner").stringValue()).isEqualTo("test");
    assertThat(one.get("reason").stringValue()).isEqualTo("game day");
    assertThat(one.get("left_seconds").doubleValue()).isBetween(0.0, 60.0);
    JsonNode renewed =
        call("POST", "/faults/f/renew", "{\"owner\": \"test\", \"lease_seconds\": 90}");
    assertThat(renewed.get("left_seconds").doubleValue()).isGreaterThan(60.0);
    assertThat(call("DELETE", "/faults?owner=nobody", "").get("removed").intValue()).isZero();
    assertThat(call("DELETE", "/faults/f", "").get("removed").intValue()).isEqualTo(1);
    assertThat(send("DELETE", "/faults/f", "").statusCode()).isEqualTo(404);
    assertThat(send("POST", "/faults/f/renew", "{\"owner\": \"test\", \"lease_seconds\": 9}"))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(404);
    JsonNode ended = call("GET", "/faults", "").get("ended").get(0);
    assertThat(ended.get("why").stringValue()).isEqualTo("removed");
  }

  @Test
  void aDryRunTellsAndDoesNothing() throws Exception {
    String body = body("\"fault\": {\"type\": \"drop\"}");
    HttpResponse<String> told = send("POST", "/faults?dry_run=true", body);
    assertThat(told.statusCode()).isEqualTo(200);
    assertThat(told.body()).contains("\"dry_run\" : true");
    assertThat(call("GET", "/faults", "").get("faults")).isEmpty();
  }

  @Test
  void refusesWhatIsWrongAndWhatIsLate() throws Exception {
    HttpResponse<String> wrong = send("POST", "/faults", "{\"service\": \"payments\"}");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("owner: missing (expected: a text)", "lease_seconds");
    HttpResponse<String> late =
        send("POST", "/faults", body("\"fault\": {\"type\": \"drop\"}"), "If-Match", "\"0\"");
    assertThat(late.statusCode()).isEqualTo(412);
    String endless = body("\"fault\": {\"type\": \"drop\"}").replace("60", "86400");
    assertThat(send("POST", "/faults", endless).body())
        .contains("lease: 86400.0 s (expected: 0.1 to 600.0 s)");
  }

  private Caller caller() throws Exception {
    return new Caller(Meshes.portOf(mesh));
  }

  private void fault(String more) throws Exception {
    HttpResponse<String> answer = send("POST", "/faults", body(more));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private static String body(String more) {
    return """
        {"id": "f", "owner": "test", "service": "payments", "lease_seconds": 60, %s}"""
        .formatted(more);
  }

  private JsonNode call(String method, String path, String body) throws Exception {
    return JsonMapper.shared().readTree(send(method, path, body).body());
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + mesh.adminPort() + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
