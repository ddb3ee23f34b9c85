// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.server.auth.OfflineTokens;
import dev.ballast.server.auth.Role;
import dev.ballast.testkit.FakeClock;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hooks of clusters over HTTP: limits, and tokens for those who can only send a URL. */
class GateHooksTest {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir static Path dir;
  private static BallastServer server;
  private static String viewer;
  private static String operator;

  @BeforeAll
  static void aServerForOthers() {
    FakeClock clock = FakeClock.atStart();
    try (OfflineTokens tokens = OfflineTokens.open(dir, clock)) {
      viewer = tokens.create("reader", Role.VIEWER).secret();
      operator = tokens.create("cluster", Role.OPERATOR).secret();
    }
    server =
        BallastServer.byHand(
            ServerConfig.in(dir).withListen(new ServerConfig.Listen("0.0.0.0", 0, 0, 0)), clock);
    server.judge();
  }

  @AfterAll
  static void stop() {
    server.close();
    HTTP.close();
  }

  @Test
  void aTokenInThePathIsEnoughAndAWrongOneIsNot() {
    String review = review();
    assertThat(post("/api/v1/hooks/admission", review).statusCode()).isEqualTo(401);
    assertThat(post("/api/v1/hooks/by/blst_wrong/admission", review).statusCode()).isEqualTo(401);
    assertThat(post("/api/v1/hooks/by/" + viewer + "/admission", review).statusCode())
        .isEqualTo(403);
    HttpResponse<String> answer = post("/api/v1/hooks/by/" + operator + "/admission", review);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type"))
        .hasValue("application/json; charset=utf-8");
    assertThat(answer.body())
        .contains("\"uid\":\"705ab4f5-6393-11e8-b7cc-42010a800002\",\"allowed\":true")
        .contains("Ballast knows no service for Deployment shop/payments");
  }

  @Test
  void refusalsDoNotShowTheToken() {
    String path = "/api/v1/hooks/by/" + operator + "/flagger/confirm-rollout";
    HttpResponse<String> wrong = post(path, "{}");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("name: missing").doesNotContain(operator);
    HttpResponse<String> unknown = post(path, "{\"name\":\"podinfo\",\"namespace\":\"test\"}");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("none of test.podinfo, test-podinfo, podinfo is known");
  }

  @Test
  void takesAReviewOfThreeMegabytesAndNoneOfNine() {
    String large = padded(3 << 20);
    assertThat(large.length()).isGreaterThan(3 << 20);
    assertThat(post("/api/v1/hooks/by/" + operator + "/admission", large).statusCode())
        .isEqualTo(200);
    assertThat(post("/api/v1/hooks/by/" + operator + "/admission", padded(9 << 20)).statusCode())
        .isEqualTo(413);
    assertThat(
            post("/api/v1/hooks/by/" + operator + "/flagger/event", padded(1 << 20)).statusCode())
        .isEqualTo(413);
  }

  @Test
  void deepNestingIsRefusedAsWhatItIs() {
    String deep = "{\"a\":".repeat(100_000);
    assertThat(post("/api/v1/hooks/by/" + operator + "/admission", deep).statusCode())
        .isEqualTo(400);
  }

  private static String padded(int bytes) {
    return review().replace("\"team\": \"payments\"", "\"team\": \"" + "x".repeat(bytes) + "\"");
  }

  private static String review() {
    try (InputStream in =
        GateHooksTest.class.getResourceAsStream("/admission/deployment-update.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static HttpResponse<String> post(String path, String body) {
    try {
      return HTTP.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
              .header("content-type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
