// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.client.grpc.GrpcClients;
import dev.ballast.server.auth.OfflineTokens;
import dev.ballast.server.auth.Role;
import dev.ballast.testkit.FakeClock;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc.TraceServiceBlockingStub;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that others can reach: nothing without a token, over HTTP, in a browser and over gRPC.
 */
class AccessTest {

  private static final FakeClock CLOCK = FakeClock.atStart();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir static Path dir;
  private static BallastServer server;
  private static String viewer;
  private static String operator;

  @BeforeAll
  static void aServerForOthers() {
    try (OfflineTokens tokens = OfflineTokens.open(dir, CLOCK)) {
      viewer = tokens.create("reader", Role.VIEWER).secret();
      operator = tokens.create("agent", Role.OPERATOR).secret();
    }
    server =
        BallastServer.byHand(
            ServerConfig.in(dir).withListen(new ServerConfig.Listen("0.0.0.0", 0, 0, 0)), CLOCK);
  }

  @AfterAll
  static void stop() {
    server.close();
    HTTP.close();
  }

  @Test
  void answersNobodyWithoutAToken() {
    HttpResponse<String> status = send(get("/api/v1/status"));

    assertThat(status.statusCode()).isEqualTo(401);
    assertThat(status.headers().firstValue("www-authenticate"))
        .contains("Bearer realm=\"ballast\"");
    assertThat(status.body()).contains("ballast token create");
    assertThat(send(get("/metrics")).statusCode()).isEqualTo(401);
    assertThat(send(get("/prometheus/api/v1/labels")).statusCode()).isEqualTo(401);
    assertThat(send(get("/healthz")).statusCode()).isEqualTo(200);
  }

  @Test
  void letsAViewerReadAndNoMore() {
    assertThat(send(get("/api/v1/status").header("authorization", "Bearer " + viewer)).statusCode())
        .isEqualTo(200);
    assertThat(
            send(post("/v1/traces", "").header("authorization", "Bearer " + viewer)).statusCode())
        .isEqualTo(403);
    assertThat(
            send(get("/api/v1/tokens").header("authorization", "bearer " + operator)).statusCode())
        .isEqualTo(403);
  }

  @Test
  void sendsABrowserToTheLoginPageAndLetsItInWithAToken() {
    HttpResponse<String> page = send(get("/").header("accept", "text/html"));
    assertThat(page.statusCode()).isEqualTo(303);
    assertThat(page.headers().firstValue("location")).contains("/login");
    assertThat(send(get("/login")).body()).contains("A token is needed.");

    HttpResponse<String> wrong = send(post("/login", "token=blst_wrong"));
    HttpResponse<String> right = send(post("/login", "token=" + viewer));

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).contains("The token is not known.").doesNotContain("blst_wrong");
    String cookie = right.headers().firstValue("set-cookie").orElse("");
    assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict");
    assertThat(send(get("/").header("cookie", cookie.split(";", 2)[0])).statusCode())
        .isEqualTo(200);
  }

  @Test
  void doesNotLetAnotherSiteUseTheCookie() {
    HttpRequest.Builder forged =
        post("/api/v1/gate/x", "")
            .header("cookie", "ballast_token=" + operator)
            .header("origin", "http://evil.example");

    assertThat(send(forged).statusCode()).isEqualTo(403);
  }

  @Test
  void letsOnlyAnOperatorDecideAboutARolloutAndOnlyFromOurOwnPages() {
    String abort = "/rollouts/shop/payments/abort";

    assertThat(send(post(abort, "").header("cookie", "ballast_token=" + viewer)).statusCode())
        .isEqualTo(403);
    assertThat(
            send(post(abort, "")
                    .header("cookie", "ballast_token=" + operator)
                    .header("origin", "http://evil.example"))
                .statusCode())
        .isEqualTo(403);
    assertThat(send(post(abort, "").header("cookie", "ballast_token=" + operator)).statusCode())
        .isEqualTo(404);
  }

  @Test
  void takesSpansOverGrpcFromAnOperatorOnly() {
    RandomGenerator random =
        RandomGeneratorFactory.<RandomGenerator>of("L64X128MixRandom").create(1);
    ExportTraceServiceRequest spans =
        parse(new ShopTraffic(random).requests(CLOCK.instant(), 2, 1000).traces());

    assertThatThrownBy(() -> grpc("").export(spans)).satisfies(AccessTest::unauthenticated);
    assertThatThrownBy(() -> grpc(viewer).export(spans))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED));
    assertThat(grpc(operator).export(spans).getPartialSuccess().getRejectedSpans()).isZero();
    assertThat(
            send(get("/api/v1/traces?service=storefront&from=2025-12-31T00:00:00Z")
                    .header("authorization", "Bearer " + viewer))
                .body())
        .contains("POST /storefront");
  }

  private static void unauthenticated(Throwable e) {
    assertThat(e)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            s -> assertThat(s.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED));
  }

  private static TraceServiceBlockingStub grpc(String token) {
    var builder = GrpcClients.builder("http://127.0.0.1:" + server.port());
    return (token.isEmpty() ? builder : builder.addHeader("authorization", "Bearer " + token))
        .build(TraceServiceBlockingStub.class);
  }

  private static ExportTraceServiceRequest parse(byte[] message) {
    try {
      return ExportTraceServiceRequest.parseFrom(message);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static HttpRequest.Builder get(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private static HttpRequest.Builder post(String path, String form) {
    return get(path)
        .header("content-type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(form));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
