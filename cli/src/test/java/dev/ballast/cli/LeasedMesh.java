// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The admin API of a mesh as far as faults go: each ends by itself when nobody renews it. */
final class LeasedMesh implements AutoCloseable {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private record Fault(String owner, ScheduledFuture<?> end) {}

  private final Map<String, Fault> faults = new HashMap<>();
  private final ScheduledExecutorService leases = Executors.newSingleThreadScheduledExecutor();
  private final HttpServer server;

  LeasedMesh() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/faults", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Waits until so many are on; whether it came to that. */
  synchronized boolean await(int count, long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (faults.size() != count) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  private synchronized void put(String id, String owner, double seconds) {
    remove(id);
    long millis = Math.round(seconds * 1000);
    faults.put(
        id, new Fault(owner, leases.schedule(() -> remove(id), millis, TimeUnit.MILLISECONDS)));
    notifyAll();
  }

  private synchronized void remove(String id) {
    Fault fault = faults.remove(id);
    if (fault != null) {
      fault.end().cancel(false);
    }
    notifyAll();
  }

  private synchronized List<Map<String, String>> owners() {
    List<Map<String, String>> all = new ArrayList<>();
    faults.values().forEach(fault -> all.add(Map.of("owner", fault.owner())));
    return all;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      switch (exchange.getRequestMethod()) {
        case "POST" -> {
          JsonNode fault = MAPPER.readTree(body);
          String id =
              path.endsWith("/renew") ? path.split("/", -1)[2] : fault.path("id").asString("");
          put(id, fault.path("owner").asString(""), fault.path("lease_seconds").asDouble(0));
        }
        case "DELETE" -> List.copyOf(faults.keySet()).forEach(this::remove);
        default -> {}
      }
      byte[] bytes = MAPPER.writeValueAsBytes(Map.of("faults", owners()));
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    leases.shutdownNow();
  }
}
