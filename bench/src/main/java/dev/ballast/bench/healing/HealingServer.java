// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.healing;

import dev.ballast.bench.Calls;
import dev.ballast.server.BallastServer;
import dev.ballast.server.ServerConfig;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A real server with services of its own that can be healed by webhooks, as often as one likes. */
final class HealingServer implements AutoCloseable {

  static final int SERVICES = 8;

  private final Calls calls;
  private final SplittableRandom random = new SplittableRandom(1);
  private final BallastServer server;

  HealingServer(Path folder, int port) throws IOException {
    Path config = Files.createDirectories(folder.resolve("config"));
    Files.writeString(
        config.resolve("healing.yaml"),
        IntStream.range(0, SERVICES).mapToObj(i -> service(i, port)).collect(Collectors.joining()));
    server =
        BallastServer.start(
            ServerConfig.in(folder.resolve("data"))
                .withConfigDir(config)
                .withListen(new ServerConfig.Listen("127.0.0.1", 0, 0, 0)));
    calls = new Calls(server.url());
  }

  private static String service(int i, int port) {
    return """
        apiVersion: ballast.dev/v1
        kind: Service
        metadata: {name: s%1$d}
        spec: {}
        ---
        apiVersion: ballast.dev/v1
        kind: Remediation
        metadata: {name: heal-s%1$d}
        spec:
          service: s%1$d
          trigger: {query: "vector(1) > 2"}
          action: {webhook: {url: "http://127.0.0.1:%2$d/%3$s", undo: "http://127.0.0.1:%2$d/quick", timeout: 60s, allowLoopback: true}}
          verification: {query: "vector(1)", settle: 1s, within: 2s}
          guards: {perHour: 1000, coolDown: 0s, traffic: 1, systemic: 1, proven: 0}
          autonomy: auto
        ---
        """
        .formatted(i, port, i % 2 == 0 ? "slow" : "quick");
  }

  String url() {
    return server.url();
  }

  /** A request to every service, so that telemetry is fresh and traffic is known. */
  void traffic() throws IOException, InterruptedException {
    long now = System.currentTimeMillis() * 1_000_000;
    String spans =
        IntStream.range(0, SERVICES)
            .mapToObj(
                i ->
                    """
                    {"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"s%d"}}]},
                     "scopeSpans":[{"spans":[{"traceId":"%s","spanId":"%s","name":"GET /","kind":2,
                     "startTimeUnixNano":"%d","endTimeUnixNano":"%d","status":{}}]}]}
                    """
                        .formatted(i, hex(16), hex(8), now - 1_000_000, now))
            .collect(Collectors.joining(","));
    calls.expect(200, "POST", "/v1/traces", "{\"resourceSpans\":[" + spans + "]}");
  }

  private String hex(int bytes) {
    byte[] made = new byte[bytes];
    random.nextBytes(made);
    return HexFormat.of().formatHex(made);
  }

  /** Asks for every remediation; those that are at work already refuse. */
  void runAll() throws IOException, InterruptedException {
    for (int i = 0; i < SERVICES; i++) {
      calls.call("POST", "/api/v1/healing/remediations/heal-s" + i + "/run", "");
    }
  }

  void stop(String reason) throws IOException, InterruptedException {
    calls.expect(
        200,
        "POST",
        "/api/v1/healing/stop?reason=" + URLEncoder.encode(reason, StandardCharsets.UTF_8),
        "");
  }

  void resume() throws IOException, InterruptedException {
    calls.expect(200, "POST", "/api/v1/healing/resume", "");
  }

  String show(String path) throws IOException, InterruptedException {
    return calls.call("GET", path, "").body();
  }

  @Override
  public void close() {
    server.close();
    calls.close();
  }
}
