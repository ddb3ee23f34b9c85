// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers every request of a path with one document, and remembers what it was asked. */
final class FakeServer implements AutoCloseable {

  private final HttpServer http;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private FakeServer(HttpServer http) {
    this.http = http;
  }

  static FakeServer start() throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.start();
    return new FakeServer(http);
  }

  FakeServer answer(String path, int status, String json) {
    http.createContext(path, exchange -> reply(exchange, status, json));
    return this;
  }

  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** Method, path with query, and the authorization header when there was one. */
  List<String> requests() {
    return requests;
  }

  @Override
  public void close() {
    http.stop(0);
  }

  private void reply(HttpExchange exchange, int status, String json) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    requests.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + (body.isEmpty() ? "" : " " + body)
            + (authorization == null ? "" : " " + authorization));
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
