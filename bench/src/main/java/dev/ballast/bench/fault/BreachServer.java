// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import dev.ballast.bench.Calls;
import dev.ballast.server.BallastServer;
import dev.ballast.server.ServerConfig;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A real server that judges all SLOs every ten seconds, as it does by default, with windows sixty
 * times as fast; a lane's agent; and an SLO for each breach to come, whose events are sent twice a
 * second.
 */
final class BreachServer implements AutoCloseable {

  private static final Duration JUDGES = Duration.ofSeconds(10);
  private static final double SCALE = 60;
  private static final long SEND_MS = 500;
  private static final int EVENTS = 50;

  /** So many that every window of the rule for pages breaches at once. */
  private static final long BAD = 1_000_000;

  private static final long PATIENCE_NANOS = 120_000_000_000L;

  private final Calls calls;
  private final ScheduledExecutorService sending = Executors.newScheduledThreadPool(1);
  private final long began = System.currentTimeMillis();
  private final long[] good;
  private final long[] bad;
  private final BallastServer server;

  BreachServer(Path folder, Lane lane, int slos) throws IOException {
    good = new long[slos];
    bad = new long[slos];
    Path config = Files.createDirectories(folder.resolve("config"));
    Path token = Files.writeString(folder.resolve("token"), AgentProcess.TOKEN);
    Files.writeString(
        config.resolve("agent.yaml"),
        Files.readString(lane.configuration())
            .replace("tokenFrom: {env: BENCH_TOKEN}", "tokenFrom: {file: %s}".formatted(token)));
    Files.writeString(
        config.resolve("slos.yaml"),
        IntStream.range(0, slos)
            .mapToObj(BreachServer::objective)
            .collect(Collectors.joining("---\n")));
    server =
        BallastServer.start(
            ServerConfig.in(folder.resolve("server"))
                .withConfigDir(config)
                .withTimeScale(SCALE)
                .withEvaluation(JUDGES)
                .withListen(new ServerConfig.Listen("127.0.0.1", 0, 0, 0)));
    calls = new Calls(server.url());
    var _ = sending.scheduleAtFixedRate(this::send, 0, SEND_MS, TimeUnit.MILLISECONDS);
  }

  static String slo(int number) {
    return "bench-" + number;
  }

  private static String objective(int number) {
    return """
    apiVersion: ballast.dev/v1
    kind: Service
    metadata: {name: %2$s}
    spec: {}
    ---
    apiVersion: openslo/v1
    kind: SLO
    metadata: {name: %2$s}
    spec:
      service: %2$s
      indicator:
        metadata: {name: %2$s}
        spec:
          ratioMetric:
            counter: true
            bad: {metricSource: {spec: {query: 'sum(bench_bad_total{slo="%1$d"})'}}}
            total: {metricSource: {spec: {query: 'sum(bench_all_total{slo="%1$d"})'}}}
      timeWindow: [{duration: 28d, isRolling: true}]
      budgetingMethod: Occurrences
      objectives: [{target: 0.99}]
    """
        .formatted(number, slo(number));
  }

  private synchronized void send() {
    long now = System.currentTimeMillis();
    for (int i = 0; i < good.length; i++) {
      good[i] += EVENTS;
    }
    String body =
        """
        {"resourceMetrics":[{"resource":{"attributes":[]},"scopeMetrics":[{"metrics":[%s,%s]}]}]}"""
            .formatted(metric("bench_bad_total", now, false), metric("bench_all_total", now, true));
    try {
      calls.expect(200, "POST", "/v1/metrics", body);
    } catch (IOException e) {
      System.err.println("events were not sent: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String metric(String name, long now, boolean all) {
    String points =
        IntStream.range(0, good.length)
            .mapToObj(
                i ->
                    """
                    {"attributes":[{"key":"slo","value":{"stringValue":"%d"}}],
                     "startTimeUnixNano":"%d000000","timeUnixNano":"%d000000","asInt":"%d"}"""
                        .formatted(i, began, now, bad[i] + (all ? good[i] : 0)))
            .collect(Collectors.joining(","));
    return """
    {"name":"%s","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[%s]}}"""
        .formatted(name, points);
  }

  /**
   * Breaks an SLO: when this returns, the server has the events with which the windows of its rule
   * for pages are breaching, and nothing of it was there before.
   */
  synchronized void breach(int number) {
    bad[number] += BAD;
    send();
  }

  /** Until the server knows how all SLOs stand. */
  void awaitKnown() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    String slos = calls.call("GET", "/api/v1/slos", "").body();
    while (slos.contains("NO_DATA")
        || slos.contains("INSUFFICIENT")
        || !slos.contains(slo(good.length - 1))) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the server does not know how its SLOs stand: " + slos);
      }
      Thread.sleep(SEND_MS);
      slos = calls.call("GET", "/api/v1/slos", "").body();
    }
  }

  /** Orders a fault for minutes, that an SLO is to end. */
  void order(Subject subject, String stopOn, int leaseSeconds)
      throws IOException, InterruptedException {
    String parameters =
        subject.parameters().entrySet().stream()
            .map(e -> "\"%s\":\"%s\"".formatted(e.getKey(), e.getValue()))
            .collect(Collectors.joining(","));
    String wish =
        """
        {"owner":"bench","reason":"to see it end","kind":"%s","names":["%s"],"parameters":{%s},
         "lease_seconds":%d,"for_seconds":300,"max_share":1,"stop_on":["%s"]}"""
            .formatted(subject.kind(), subject.target(), parameters, leaseSeconds, stopOn);
    calls.expect(201, "POST", "/api/v1/faults", wish);
  }

  void stop(String reason) throws IOException, InterruptedException {
    calls.expect(
        200,
        "POST",
        "/api/v1/fault-stop?reason=" + URLEncoder.encode(reason, StandardCharsets.UTF_8),
        "");
  }

  void resume() throws IOException, InterruptedException {
    calls.expect(200, "DELETE", "/api/v1/fault-stop", "");
  }

  boolean hasActive() throws IOException, InterruptedException {
    return calls.call("GET", "/api/v1/faults", "").body().contains("\"state\":\"active\"");
  }

  @Override
  public void close() {
    sending.shutdownNow();
    server.close();
    calls.close();
  }
}
