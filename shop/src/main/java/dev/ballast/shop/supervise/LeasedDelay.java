// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.scenario.Fault.Delay;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * A delay that a mesh adds to the requests of one edge, for as long as we renew its lease: when
 * this process dies, the mesh takes it back by itself.
 */
final class LeasedDelay implements AutoCloseable {

  private static final String OWNER = "shop/network-delay";
  private static final double LEASE_SECONDS = 3;
  private static final Duration RENEW_EVERY = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final URI fault;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  private LeasedDelay(int admin) {
    this.fault = URI.create("http://127.0.0.1:" + admin + "/faults");
  }

  /** Turns the delay on; it holds when this returns. */
  static LeasedDelay begin(int admin, Delay delay) throws IOException, InterruptedException {
    LeasedDelay leased = new LeasedDelay(admin);
    try {
      leased.ask("POST", "", JsonMapper.shared().writeValueAsString(request(delay)));
      return leased;
    } catch (IOException | InterruptedException e) {
      leased.client.close();
      throw e;
    }
  }

  /** What is asked of the mesh's admin API. */
  static Map<String, Object> request(Delay delay) {
    Map<String, Object> kind = new LinkedHashMap<>();
    kind.put("type", "latency");
    kind.put("delay_seconds", delay.delay().toMillis() / 1e3);
    kind.put("jitter_seconds", delay.jitter().toMillis() / 1e3);
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("id", "network-delay");
    request.put("owner", OWNER);
    request.put("service", delay.server().service());
    request.put("match", Map.of("source", delay.target().service()));
    request.put("seed", delay.seed());
    request.put("lease_seconds", LEASE_SECONDS);
    request.put("fault", kind);
    return request;
  }

  /** Renews the lease until then ({@link System#nanoTime()}). */
  void holdUntil(long end) throws IOException, InterruptedException {
    String renewal =
        JsonMapper.shared()
            .writeValueAsString(Map.of("owner", OWNER, "lease_seconds", LEASE_SECONDS));
    while (System.nanoTime() < end) {
      ask("POST", "/network-delay/renew", renewal);
      TimeUnit.NANOSECONDS.sleep(
          Math.max(0, Math.min(RENEW_EVERY.toNanos(), end - System.nanoTime())));
    }
  }

  /** Turns the delay off. If that fails, the lease ends it. */
  @Override
  public void close() throws IOException, InterruptedException {
    try (client) {
      ask("DELETE", "/network-delay", "");
    }
  }

  private void ask(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(fault + path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          "the mesh answered %d to %s /faults%s: %s"
              .formatted(response.statusCode(), method, path, response.body().strip()));
    }
  }
}
