// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FetcherTest {

  private static final Duration LONG = Duration.ofSeconds(10);

  private final Fetcher fetcher = new Fetcher();
  private final CountDownLatch never = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/plain", "hello".getBytes(UTF_8), "");
    answer("/gzip", gzip(new byte[1000]), "gzip");
    server.createContext(
        "/slow",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('x');
          exchange.getResponseBody().flush();
          await();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    never.countDown();
    fetcher.close();
    server.stop(0);
  }

  @Test
  void getsAWholeAnswer() {
    Fetcher.Answer answer = fetcher.fetch(request("/plain"), LONG, 5);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo("text/x");
    assertThat(answer.body()).asString(UTF_8).isEqualTo("hello");
  }

  @Test
  void unpacksGzip() {
    assertThat(fetcher.fetch(request("/gzip"), LONG, 1000).body()).hasSize(1000);
  }

  @Test
  void refusesMoreThanTheLimitPackedOrNot() {
    fails("/plain", LONG, 4, FetchException.Kind.TOO_LARGE, "the answer has more than 4 bytes");
    fails("/gzip", LONG, 999, FetchException.Kind.TOO_LARGE, "the answer has more than 999 bytes");
  }

  @Test
  void givesUpOnABodyThatDoesNotEnd() {
    fails(
        "/slow",
        Duration.ofMillis(200),
        100,
        FetchException.Kind.TIMEOUT,
        "no answer within 0.2 s");
  }

  @Test
  void saysThatNobodyListens() {
    server.stop(0);

    fails("/plain", LONG, 100, FetchException.Kind.UNREACHABLE, "cannot connect");
  }

  private void fails(
      String path, Duration timeout, int maxBytes, FetchException.Kind kind, String message) {
    assertThatExceptionOfType(FetchException.class)
        .isThrownBy(() -> fetcher.fetch(request(path), timeout, maxBytes))
        .withMessage(request(path).uri() + ": " + message)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
  }

  private void answer(String path, byte[] body, String encoding) {
    server.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/x");
          if (!encoding.isEmpty()) {
            exchange.getResponseHeaders().set("Content-Encoding", encoding);
          }
          exchange.sendResponseHeaders(200, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path))
        .build();
  }

  private void await() {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }
}
