// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server that keeps one deployment as the contract says, until it is told to lie. */
final class Orchestra implements AutoCloseable {

  /** One bad answer. */
  interface Lie {
    void tell(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Deque<Lie> lies = new ArrayDeque<>();
  private final List<String> asked = new ArrayList<>();
  private int wanted = 1;
  private long revision = 7;

  Orchestra() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  /** The next request gets this instead of the truth. */
  synchronized void lie(Lie lie) {
    lies.add(lie);
  }

  synchronized void lie(int status, String body) {
    lie(exchange -> send(exchange, status, body));
  }

  /** The next request never gets an answer; the first half of one, if {@code half}. */
  void hang(boolean half) {
    lie(
        exchange -> {
          if (half) {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
          }
          try {
            closed.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Somebody else gives an order. */
  synchronized void setsElsewhere(int number) {
    wanted = number;
    revision++;
  }

  synchronized String document() {
    return ("{\"service\":\"inventory\",\"region\":\"us-east\",\"version\":\"v2.0.2\","
            + "\"revision\":%d,\"wanted\":%d,\"ready\":1,\"least\":1,\"most\":4}")
        .formatted(revision, wanted);
  }

  private void answer(HttpExchange exchange) throws IOException {
    Lie lie;
    synchronized (this) {
      asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      lie = lies.poll();
    }
    if (lie == null) {
      tell(exchange);
    } else {
      lie.tell(exchange);
    }
  }

  private synchronized void tell(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/deployments")) {
      send(exchange, 200, "{\"deployments\":[" + document() + "]}");
    } else if (path.endsWith("/scale")) {
      scale(exchange);
    } else if (path.equals("/deployments/inventory/us-east/v2.0.2")) {
      send(exchange, 200, document());
    } else {
      send(exchange, 404, "{\"error\":\"no such deployment\"}");
    }
  }

  private void scale(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String seen = "" + exchange.getRequestHeaders().getFirst("If-Match");
    if (!seen.equals("\"" + revision + "\"")) {
      send(exchange, 412, "{\"error\":\"overtaken\"}");
      return;
    }
    setsElsewhere(Integer.parseInt(body.replaceAll("\\D", "")));
    send(exchange, 200, document());
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.close();
  }
}
