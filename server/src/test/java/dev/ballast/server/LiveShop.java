// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import dev.ballast.server.healing.HealingReach;
import dev.ballast.server.json.Json;
import dev.ballast.testkit.FakeClock;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A real server on a free port whose clock stands still, and a shop that sends it telemetry. */
public final class LiveShop implements AutoCloseable {

  static final Duration STEP = Duration.ofSeconds(5);
  private static final long SEED = 7;

  final FakeClock clock;
  public final ShopTraffic traffic;
  final BallastServer server;
  final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  LiveShop(ServerConfig config, FakeClock clock) {
    this(config, clock, 0);
  }

  LiveShop(ServerConfig config, FakeClock clock, int port) {
    this.clock = clock;
    this.server =
        BallastServer.byHand(
            config.withListen(new ServerConfig.Listen("127.0.0.1", port, 0, 0)), clock);
    RandomGenerator random =
        RandomGeneratorFactory.<RandomGenerator>of("L64X128MixRandom").create(SEED);
    this.traffic = new ShopTraffic(random);
  }

  /** A server without configuration and without telemetry. */
  public static LiveShop empty(Path dataDir) {
    return new LiveShop(ServerConfig.in(dataDir), FakeClock.atStart());
  }

  /** A server that knows the shop's services and SLOs; a day of them passes in 24 minutes. */
  public static LiveShop configured(Path dataDir, Path configDir) throws IOException {
    return configured(dataDir, configDir, FakeClock.atStart());
  }

  /** The same at another time. */
  public static LiveShop configured(Path dataDir, Path configDir, FakeClock clock)
      throws IOException {
    return new LiveShop(
        ServerConfig.in(dataDir).withConfigDir(resources(configDir)).withTimeScale(20), clock);
  }

  /** The same, and remediations may touch something. */
  public static LiveShop healed(Path dataDir, Path configDir, HealingReach reach)
      throws IOException {
    return new LiveShop(
        ServerConfig.in(dataDir)
            .withConfigDir(resources(configDir))
            .withTimeScale(20)
            .withHealing(reach),
        FakeClock.atStart());
  }

  /** Looks at what could be healed. */
  public void heal() {
    server.heal();
  }

  /** Writes the shop's services and SLOs into the folder. */
  static Path resources(Path configDir) throws IOException {
    for (String file : new String[] {"services.yaml", "slos.yaml"}) {
      try (InputStream in = LiveShop.class.getResourceAsStream("/shop/" + file)) {
        Files.createDirectories(configDir);
        Files.write(configDir.resolve(file), in.readAllBytes());
      }
    }
    return configDir;
  }

  /** Lets the shop run: traffic, span metrics and judgements, all at the clock's time. */
  public void run(Duration time, int requestsPerStep) {
    long steps = time.dividedBy(STEP);
    for (long i = 0; i < steps; i++) {
      clock.advance(STEP);
      ShopTraffic.Sent sent =
          traffic.requests(clock.instant(), requestsPerStep, (int) STEP.toMillis());
      post("/v1/traces", sent.traces());
      if (sent.logs().length > 0) {
        post("/v1/logs", sent.logs());
      }
      server.flush();
      if (i % 2 == 1) {
        server.judge();
        server.lookInto();
      }
    }
  }

  /** The gauge {@code volume_use_ratio} of a region, now. */
  public void use(String region, double ratio) {
    Metric gauge =
        Metric.newBuilder()
            .setName("volume.use")
            .setUnit("1")
            .setGauge(
                Gauge.newBuilder()
                    .addDataPoints(
                        NumberDataPoint.newBuilder()
                            .setTimeUnixNano(clock.instant().toEpochMilli() * 1_000_000)
                            .setAsDouble(ratio)))
            .build();
    post(
        "/v1/metrics",
        ExportMetricsServiceRequest.newBuilder()
            .addResourceMetrics(
                ResourceMetrics.newBuilder()
                    .setResource(
                        Resource.newBuilder()
                            .addAttributes(attribute("service.name", "orders"))
                            .addAttributes(attribute("cloud.region", region)))
                    .addScopeMetrics(ScopeMetrics.newBuilder().addMetrics(gauge)))
            .build()
            .toByteArray());
  }

  /** Time passes and nothing else. */
  public void pass() {
    clock.advance(STEP);
  }

  /** Judges what can run out, and shows it. */
  public void price() {
    server.price();
  }

  /** Judges health, then how mature everybody is. */
  public void ripen() {
    server.judge();
    server.ripen();
  }

  public void foresee() {
    server.foresee();
    server.judge();
  }

  private static KeyValue attribute(String name, String value) {
    return KeyValue.newBuilder()
        .setKey(name)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  String get(String path) {
    return ask(path).body();
  }

  HttpResponse<String> ask(String path) {
    return send(HttpRequest.newBuilder(uri(path)).GET().build());
  }

  Map<?, ?> json(String path) {
    return Json.read(get(path), Map.class);
  }

  HttpResponse<String> post(String path, byte[] protobuf) {
    return post(path, protobuf, "application/x-protobuf");
  }

  /** Asks for something that has no body, as the command line does. */
  public HttpResponse<String> order(String path) {
    return post(path, new byte[0], "text/plain");
  }

  HttpResponse<String> post(String path, byte[] body, String type) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("content-type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build());
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Says what a well-behaved client would not. */
  String raw(String head) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.UTF_8));
      return String.valueOf(in.readLine());
    }
  }

  HttpResponse<byte[]> bytes(HttpRequest request) throws IOException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  public URI uri(String path) {
    return URI.create(server.url() + path);
  }

  @Override
  public void close() {
    http.close();
    server.close();
  }
}
