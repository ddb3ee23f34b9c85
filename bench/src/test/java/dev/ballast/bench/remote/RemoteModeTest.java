// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.ballast.control.slo.BurnRule;
import dev.ballast.control.slo.Increase;
import dev.ballast.control.slo.SloEvaluator;
import dev.ballast.control.slo.SloPolicy;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.control.slo.SloStatus.State;
import dev.ballast.model.ServiceName;
import dev.ballast.model.Sli;
import dev.ballast.model.Slo;
import dev.ballast.model.SloName;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.promql.EngineOptions;
import dev.ballast.promql.eval.Engine;
import dev.ballast.server.metrics.EmbeddedQuery;
import dev.ballast.shop.node.Host;
import dev.ballast.shop.node.HostOptions;
import dev.ballast.shop.topology.Node;
import dev.ballast.shop.trade.Trade;
import dev.ballast.telemetry.meter.Meter;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.remote.Backend;
import dev.ballast.telemetry.remote.PrometheusQuery;
import dev.ballast.telemetry.scrape.ScrapeTarget;
import dev.ballast.telemetry.scrape.Scraper;
import dev.ballast.telemetry.store.StoreOptions;
import dev.ballast.telemetry.store.TelemetryStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same SLO over the embedded store and over a real Prometheus, both scraping the same service
 * of the shop; skipped where no Prometheus is installed.
 */
final class RemoteModeTest {

  private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
  private static final String COUNT = "http_server_request_duration_seconds_count{job=\"shop\"";
  private static final int PATIENCE_SECONDS = 90;

  /** One hour is 30 s, five minutes are 2.5 s: two scrapes and a half. */
  private static final int TIME_SCALE = 120;

  @TempDir Path folder;

  @Test
  void oneSloHasOneVerdictInBothModes() throws Exception {
    assumeTrue(
        Files.isExecutable(PROMETHEUS),
        "no /usr/bin/prometheus (get it: apt-get install prometheus)");
    int shopPort = freePort();
    int prometheusPort = freePort();
    Process prometheus = prometheus(prometheusPort, shopPort);
    HttpServer nobody = nobody();
    try (PipedWriter operator = warehouse(shopPort, nobody);
        TelemetryStore store =
            TelemetryStore.open(
                folder.resolve("store"), StoreOptions.DEFAULT, InstantSource.system());
        Scraper scraper =
            new Scraper(store, store.metrics()::describe, new Meter(), InstantSource.system());
        PrometheusQuery remote =
            new PrometheusQuery(Backend.at(URI.create("http://127.0.0.1:" + prometheusPort)))) {
      operator.write("open\nfail 0.5\n");
      operator.flush();
      scraper.watch(
          List.of(
              ScrapeTarget.of("shop", URI.create("http://127.0.0.1:" + shopPort + "/metrics"))
                  .every(Duration.ofSeconds(1))));
      EmbeddedQuery embedded =
          new EmbeddedQuery(new Engine(EngineOptions.DEFAULT), store.metrics());

      SloStatus here = evaluated(embedded);
      SloStatus there = evaluated(remote);
      Instant deadline = Instant.now().plusSeconds(PATIENCE_SECONDS);
      while (Instant.now().isBefore(deadline) && !(violated(here) && violated(there))) {
        visit(shopPort, 20);
        here = evaluated(embedded);
        there = evaluated(remote);
      }

      assertThat(violated(here)).as("embedded: %s", here).isTrue();
      assertThat(violated(there)).as("Prometheus: %s", there).isTrue();
      assertThat(here.sli().orElse(0)).isCloseTo(0.5, within(0.25));
      assertThat(there.sli().orElse(0)).isCloseTo(here.sli().orElse(0), within(0.15));
      assertThat(there.queries()).isEqualTo(here.queries());
    } finally {
      prometheus.destroyForcibly().waitFor();
      nobody.stop(0);
    }
  }

  private static boolean violated(SloStatus status) {
    return List.of(State.BURNING, State.EXHAUSTED).contains(status.state())
        && status.burn(BurnRule.VIOLATED).stream()
            .anyMatch(burn -> burn.longWindow().total() >= 100 && burn.shortWindow().bad() >= 2);
  }

  private static SloStatus evaluated(MetricQuery metrics) {
    Slo slo =
        new Slo(
            new SloName("warehouse-availability"),
            "warehouse answers without an error",
            new ServiceName("warehouse"),
            new Sli.Ratio(
                true,
                Sli.Ratio.Side.GOOD,
                "sum(" + COUNT + ",http_response_status_code!~\"5..\"})",
                "sum(" + COUNT + "})"),
            new Ratio(0.99),
            Duration.ofDays(30),
            "");
    // A fresh evaluator each time: budget windows are remembered between evaluations.
    return new SloEvaluator(
            _ -> metrics, Increase.parsed(), SloPolicy.DEFAULT.withTimeScale(TIME_SCALE))
        .evaluate(List.of(slo), Instant.now())
        .getFirst();
  }

  /** Takes the telemetry that the service pushes, and forgets it: this test is about scraping. */
  private static HttpServer nobody() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  /** Starts the shop's warehouse in this process; what is written to the answer operates it. */
  private static PipedWriter warehouse(int port, HttpServer nobody) throws IOException {
    HostOptions options =
        new HostOptions(
            new Node("warehouse", "us-east"),
            "1.0.0",
            1,
            port,
            "http://127.0.0.1:" + nobody.getAddress().getPort(),
            Map.of(),
            List.of(),
            List.of(),
            Map.of());
    Host host =
        Host.start(
            options,
            (region, peers, database, journal, settings, telemetry) ->
                new Trade(region, peers, database, journal, settings, telemetry)
                    .routesOf("warehouse"));
    PipedWriter operator = new PipedWriter();
    BufferedReader orders = new BufferedReader(new PipedReader(operator));
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                host.obey(orders, _ -> {}, InstantSource.system());
              } catch (IOException e) {
                host.close();
              }
            });
    return operator;
  }

  private static void visit(int port, int times) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/deliveries/7")).build();
      for (int i = 0; i < times; i++) {
        client.send(request, BodyHandlers.discarding());
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
    }
  }

  private Process prometheus(int port, int target) throws IOException {
    Path config = folder.resolve("prometheus.yml");
    Files.writeString(
        config,
        """
        global: {scrape_interval: 1s, scrape_timeout: 1s}
        scrape_configs:
          - job_name: shop
            static_configs: [{targets: ["127.0.0.1:%d"]}]
        """
            .formatted(target));
    return new ProcessBuilder(
            PROMETHEUS.toString(),
            "--config.file=" + config,
            "--storage.tsdb.path=" + folder.resolve("prometheus"),
            "--web.listen-address=127.0.0.1:" + port)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("prometheus.log").toFile())
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
