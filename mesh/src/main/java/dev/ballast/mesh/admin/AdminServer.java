// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ballast.model.mesh.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Serves the admin API over HTTP on loopback. A request whose Host is not a loopback name is
 * refused, so that a web page cannot reach it by a name of its own (DNS rebinding).
 */
public final class AdminServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
  private static final int LARGEST_BODY = 4 << 20;
  private static final List<String> LOCAL = List.of("127.0.0.1", "localhost", "[::1]");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, AdminRoute> routes;

  private AdminServer(HttpServer server, Map<String, AdminRoute> routes) {
    this.server = server;
    this.routes = Map.copyOf(routes);
  }

  /**
   * Starts to serve.
   *
   * @param routes by the first segment of the path
   * @throws IOException when the address cannot be bound
   */
  public static AdminServer start(Address address, Map<String, AdminRoute> routes)
      throws IOException {
    InetAddress host = InetAddress.getByName(address.host());
    if (!host.isLoopbackAddress()) {
      throw new IllegalArgumentException("admin: " + address + " (expected: a loopback address)");
    }
    HttpServer http = HttpServer.create(new InetSocketAddress(host, address.port()), 64);
    AdminServer admin = new AdminServer(http, routes);
    http.setExecutor(admin.threads);
    http.createContext("/", admin::handle);
    http.start();
    return admin;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      AdminAnswer answer = answer(exchange);
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = answer.body();
      boolean bare = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(answer.status(), bare ? -1 : body.length);
      if (!bare) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private AdminAnswer answer(HttpExchange exchange) throws IOException {
    if (!isLocal(exchange.getRequestHeaders().getFirst("Host"))) {
      return AdminAnswer.problem(403, "Host: (expected: a loopback name)");
    }
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      return AdminAnswer.problem(413, "body: (expected: at most " + LARGEST_BODY + " bytes)");
    }
    try {
      AdminRequest request = requestOf(exchange, body);
      String first = request.segments().isEmpty() ? "" : request.segments().getFirst();
      AdminRoute route = routes.get(first);
      return route == null
          ? AdminAnswer.problem(404, "path: (expected: one of " + known() + ")")
          : route.answer(request);
    } catch (JacksonException e) {
      return AdminAnswer.problem(400, "body: " + e.getOriginalMessage() + " (expected: JSON)");
    } catch (IllegalArgumentException e) {
      return AdminAnswer.problem(400, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("event=mesh.admin_failed");
      return AdminAnswer.problem(500, "internal error; see the log");
    }
  }

  private String known() {
    return String.join(", ", routes.keySet().stream().sorted().map(r -> "/" + r).toList());
  }

  private static boolean isLocal(@org.jspecify.annotations.Nullable String host) {
    return host != null && LOCAL.contains(host.replaceFirst(":[0-9]+$", ""));
  }

  private static AdminRequest requestOf(HttpExchange exchange, byte[] body) {
    List<String> segments = new ArrayList<>();
    for (String part : exchange.getRequestURI().getRawPath().split("/", -1)) {
      if (!part.isEmpty()) {
        segments.add(decoded(part));
      }
    }
    Map<String, String> query = new HashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    return new AdminRequest(exchange.getRequestMethod(), segments, query, headers, body);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
