// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import dev.ballast.telemetry.query.MetricQuery.Metadata;
import dev.ballast.telemetry.query.QueryException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks a real Prometheus that scrapes a real target; skipped where none is installed. */
final class RealPrometheusTest {

  private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
  private static final Pattern LISTENING =
      Pattern.compile("Listening on\"? address=127\\.0\\.0\\.1:(\\d+)");

  private final AtomicInteger scrapes = new AtomicInteger();

  @TempDir Path folder;

  @Test
  void answersWhatARealPrometheusScraped() throws Exception {
    assumeTrue(
        Files.isExecutable(PROMETHEUS),
        "no /usr/bin/prometheus (get it: apt-get install prometheus)");
    HttpServer target = target();
    Process prometheus = start(target.getAddress().getPort());
    try (PrometheusQuery query = new PrometheusQuery(Backend.at(address()))) {
      until("two scrapes", () -> scrapes.get() >= 2);
      until("a sample", () -> !vector(query).isEmpty());

      Value.Sample sample = vector(query).getFirst();
      assertThat(sample.labels().get("job")).isEqualTo("shop");
      assertThat(sample.labels().get("code")).isEqualTo("200");
      assertThat(sample.value()).isPositive();

      Instant now = Instant.now();
      Value range =
          query.range("requests_total", now.minusSeconds(60), now, Duration.ofSeconds(1)).value();
      assertThat(((Value.Matrix) range).series().getFirst().values()).isNotEmpty();
      assertThat(query.instant("1 + 1", now).value())
          .isInstanceOfSatisfying(
              Value.Scalar.class, scalar -> assertThat(scalar.value()).isEqualTo(2));

      List<String> up = List.of("requests_total");
      assertThat(query.series(up, now.minusSeconds(60), now))
          .extracting(Labels::metricName)
          .containsExactly("requests_total");
      assertThat(query.labelNames(up, now.minusSeconds(60), now))
          .containsExactly("__name__", "code", "instance", "job");
      assertThat(query.labelValues("code", up, now.minusSeconds(60), now)).containsExactly("200");
      assertThat(query.metadata())
          .containsEntry("requests_total", new Metadata("counter", "All requests.", ""));
      assertThatExceptionOfType(QueryException.class)
          .isThrownBy(() -> query.instant("sum(", now))
          .satisfies(e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.BAD_DATA));
    } finally {
      prometheus.destroyForcibly().waitFor();
      target.stop(0);
    }
  }

  private static List<Value.Sample> vector(PrometheusQuery query) {
    try {
      return ((Value.Vector) query.instant("requests_total", Instant.now()).value()).samples();
    } catch (QueryException e) {
      return List.of();
    }
  }

  private HttpServer target() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          String text =
              """
              # HELP requests_total All requests.
              # TYPE requests_total counter
              requests_total{code="200"} %d
              """
                  .formatted(scrapes.incrementAndGet());
          byte[] body = text.getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
    return server;
  }

  private Process start(int targetPort) throws IOException {
    Path config = folder.resolve("prometheus.yml");
    Files.writeString(
        config,
        """
        global: {scrape_interval: 1s, scrape_timeout: 1s}
        scrape_configs:
          - job_name: shop
            static_configs: [{targets: ["127.0.0.1:%d"]}]
        """
            .formatted(targetPort));
    return new ProcessBuilder(
            PROMETHEUS.toString(),
            "--config.file=" + config,
            "--storage.tsdb.path=" + folder.resolve("data"),
            "--web.listen-address=127.0.0.1:0")
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("prometheus.log").toFile())
        .start();
  }

  /** Where Prometheus says that it listens, as it took any free port. */
  private URI address() throws IOException {
    until("port", () -> listening().find());
    Matcher listening = listening();
    assertThat(listening.find()).isTrue();
    return URI.create("http://127.0.0.1:" + listening.group(1));
  }

  private Matcher listening() {
    try {
      return LISTENING.matcher(Files.readString(folder.resolve("prometheus.log")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void until(String what, BooleanSupplier condition) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "no " + what + " within 60 s:\n" + Files.readString(folder.resolve("prometheus.log")));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }
}
