// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ballast.cli.client.Api;
import dev.ballast.cli.terminal.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The pager of the demo's shop and whoever carries it: it takes what Ballast sends, and a while
 * after a call says that the incident is in somebody's hands. It plays a person, as the load
 * generator plays users: it is told of no truth, and does nothing else about an incident.
 */
final class Pager implements AutoCloseable {

  /** From the call until somebody sits in front of a screen. */
  static final Duration COMES_AFTER = Duration.ofSeconds(10);

  private static final Set<String> CALLS = Set.of("opened", "escalated");
  private static final int LONGEST = 1 << 20;

  private final InstantSource clock;
  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Instant> called = new ConcurrentHashMap<>();

  private Pager(InstantSource clock, HttpServer http) {
    this.clock = clock;
    this.http = http;
  }

  /** Listens on any free port of this machine. */
  static Pager open(InstantSource clock) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Pager pager = new Pager(clock, http);
    http.createContext("/page", pager::take);
    http.setExecutor(pager.threads);
    http.start();
    return pager;
  }

  int port() {
    return http.getAddress().getPort();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(LONGEST);
      exchange.sendResponseHeaders(hear(body) ? 204 : 400, -1);
    }
  }

  private boolean hear(byte[] body) {
    try {
      JsonNode details = JsonMapper.shared().readTree(body).path("details");
      String incident = details.path("incident").asString("");
      if (!incident.isEmpty() && CALLS.contains(details.path("kind").asString(""))) {
        called.putIfAbsent(incident, clock.instant());
      }
      return true;
    } catch (JacksonException e) {
      return false;
    }
  }

  /** Takes on what it was called about a while ago; what is over by then is nobody's any more. */
  void look(Api api) {
    Instant until = clock.instant().minus(COMES_AFTER);
    called.forEach(
        (incident, when) -> {
          if (!when.isAfter(until)) {
            try {
              api.post(
                  "/api/v1/incidents/%s/acknowledge".formatted(Api.segment(incident)), Map.of());
            } catch (CommandFailure e) {
              // It is over, or the server will say so itself.
            }
            called.remove(incident, when);
          }
        });
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
