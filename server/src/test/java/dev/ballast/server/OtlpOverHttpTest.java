// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.client.grpc.GrpcClients;
import dev.ballast.testkit.FakeClock;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc.TraceServiceBlockingStub;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What senders of telemetry meet at the real port. */
class OtlpOverHttpTest {

  /** Until a sender that was first has its place. */
  private static final int MOST_TRIES = 1000;

  private static final String PROTOBUF = "application/x-protobuf";

  @TempDir static Path dir;
  private static LiveShop shop;

  @BeforeAll
  static void start() {
    shop = LiveShop.empty(dir);
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  @Test
  void refusesBadOtlpAndCountsIt() {
    HttpResponse<String> malformed = shop.post("/v1/traces", new byte[] {1, 2, 3}, PROTOBUF);
    HttpResponse<String> text = shop.post("/v1/traces", new byte[0], "text/plain");
    HttpResponse<String> json =
        shop.post(
            "/v1/metrics",
            "{\"resourceMetrics\":7}".getBytes(StandardCharsets.UTF_8),
            "application/json");

    assertThat(malformed.statusCode()).isEqualTo(400);
    assertThat(text.statusCode()).isEqualTo(415);
    assertThat(json.statusCode()).isEqualTo(400);
    assertThat(shop.ask("/metrics").body()).contains("malformed");
  }

  @Test
  void refusesABodyThatIsTooLargePackedOrUnpacked() throws IOException {
    byte[] large = new byte[17 << 20];

    assertThat(
            shop.raw(
                "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                    + PROTOBUF
                    + "\r\nContent-Length: "
                    + large.length
                    + "\r\n"))
        .contains(" 413 ");
    assertThat(gzipped("/v1/traces", large).statusCode()).isEqualTo(413);
  }

  @Test
  void letsABodyInOnlyWhenThereIsAPlaceForIt(@TempDir Path other) throws IOException {
    ServerConfig.Limits standard = ServerConfig.Limits.DEFAULT;
    ServerConfig one =
        ServerConfig.in(other)
            .withLimits(
                new ServerConfig.Limits(
                    standard.bodyBytes(),
                    1,
                    standard.queries(),
                    standard.queryTimeout(),
                    standard.series(),
                    standard.freeBytes()));
    try (LiveShop narrow = new LiveShop(one, FakeClock.atStart());
        Socket slow = new Socket(InetAddress.getLoopbackAddress(), narrow.server.port())) {
      slow.getOutputStream()
          .write(
              ("POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                      + PROTOBUF
                      + "\r\nContent-Length: 1000\r\n\r\nx")
                  .getBytes(StandardCharsets.UTF_8));

      HttpResponse<String> refused = narrow.post("/v1/traces", new byte[0]);
      for (int i = 0; i < MOST_TRIES && refused.statusCode() == 200; i++) {
        refused = narrow.post("/v1/traces", new byte[0]);
      }

      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("retry-after")).contains("1");
      TraceServiceBlockingStub grpc =
          GrpcClients.builder("http://127.0.0.1:" + narrow.server.port())
              .build(TraceServiceBlockingStub.class);
      assertThatThrownBy(() -> grpc.export(ExportTraceServiceRequest.getDefaultInstance()))
          .hasMessageContaining("UNAVAILABLE: overloaded: 1 requests");
    }
  }

  @Test
  void takesGzip() throws IOException {
    byte[] empty = ExportTraceServiceRequest.getDefaultInstance().toByteArray();

    assertThat(gzipped("/v1/traces", empty).statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> gzipped(String path, byte[] body) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(body);
    }
    return shop.send(
        HttpRequest.newBuilder(shop.uri(path))
            .header("content-type", PROTOBUF)
            .header("content-encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(packed.toByteArray()))
            .build());
  }
}
