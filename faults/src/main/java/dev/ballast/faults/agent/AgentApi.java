// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ballast.faults.driver.Drivers;
import dev.ballast.model.FaultAgent;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The agent's HTTP API, on loopback, for whoever knows the token. */
public final class AgentApi implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AgentApi.class);
  private static final int LARGEST_BODY = 64 << 10;
  private static final long SHORTEST_MS = 100;
  private static final long LONGEST_MS = 300_000;
  private static final List<String> LOCAL = List.of("127.0.0.1", "localhost", "[::1]");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final FaultAgent agent;
  private final FaultBook book;
  private final Drivers drivers;
  private final Brake brake;
  private final Supplier<String> token;
  private final JsonMapper json =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private AgentApi(
      HttpServer server,
      FaultAgent agent,
      FaultBook book,
      Drivers drivers,
      Brake brake,
      Supplier<String> token) {
    this.server = server;
    this.agent = agent;
    this.book = book;
    this.drivers = drivers;
    this.brake = brake;
    this.token = token;
  }

  /** Starts to serve; the token is looked up for every call. */
  static AgentApi start(
      FaultAgent agent, FaultBook book, Drivers drivers, Brake brake, Supplier<String> token)
      throws IOException {
    URI address = agent.address();
    InetAddress host = InetAddress.getByName(address.getHost());
    if (!host.isLoopbackAddress()) {
      throw new IOException("address: " + address + " (expected: a loopback address)");
    }
    HttpServer server = HttpServer.create(new InetSocketAddress(host, address.getPort()), 64);
    AgentApi api = new AgentApi(server, agent, book, drivers, brake, token);
    server.setExecutor(api.threads);
    server.createContext("/", api::handle);
    server.start();
    return api;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      int status;
      Object body;
      try {
        check(exchange);
        body = route(exchange);
        status =
            body instanceof FaultView && exchange.getRequestMethod().equals("POST") ? 201 : 200;
      } catch (RefusedException e) {
        status = e.status();
        body = Map.of("error", String.valueOf(e.getMessage()), "problems", e.problems());
      } catch (JacksonException e) {
        status = 400;
        body = Map.of("error", "body: not the JSON that is expected: " + e.getOriginalMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        status = 503;
        body = Map.of("error", "interrupted");
      } catch (RuntimeException e) {
        LOG.atError().setCause(e).addKeyValue("event", "agent.failed").log();
        status = 500;
        body = Map.of("error", "failed inside; see the agent's log");
      }
      byte[] bytes = json.writeValueAsBytes(body);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private void check(HttpExchange exchange) throws RefusedException {
    String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
    String name = host.replaceAll(":[0-9]+$", "").toLowerCase(Locale.ROOT);
    if (!LOCAL.contains(name)) {
      throw new RefusedException(403, "host: " + name + " (expected: a loopback name)");
    }
    String sent = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    String wanted = token.get();
    if (wanted.isEmpty() || !same(sent, "Bearer " + wanted)) {
      throw new RefusedException(
          401, "token: missing or wrong (expected: Authorization: Bearer TOKEN)");
    }
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  private Object route(HttpExchange exchange)
      throws RefusedException, IOException, InterruptedException {
    String[] path = exchange.getRequestURI().getPath().substring(1).split("/");
    String verb = exchange.getRequestMethod();
    String what = verb + " " + (path.length > 1 ? path[1] : "") + ":" + path.length;
    if (!path[0].equals("v1")) {
      throw new RefusedException(404, exchange.getRequestURI().getPath() + ": no such page");
    }
    return switch (what) {
      case "GET health:2" -> health();
      case "GET targets:2" -> targets();
      case "GET faults:2" -> Map.of("faults", book.list());
      case "GET faults:3" -> book.show(path[2]);
      case "POST plan:2" -> book.admission().plan(wish(body(exchange)));
      case "POST faults:2" -> book.inject(wish(body(exchange)));
      case "POST faults:4" -> {
        JsonNode body = body(exchange);
        if (!path[3].equals("renew")) {
          throw new RefusedException(404, path[3] + ": (expected: renew)");
        }
        yield book.renew(path[2], text(body, "owner"), lease(body));
      }
      case "DELETE faults:3" -> book.heal(path[2], "told to");
      case "POST stop:2" -> stop(text(body(exchange), "reason"));
      case "POST resume:2" -> {
        brake.release();
        yield health();
      }
      default ->
          throw new RefusedException(
              404, verb + " " + exchange.getRequestURI().getPath() + ": no such call");
    };
  }

  private Object stop(String reason) throws IOException, InterruptedException {
    brake.pull(reason);
    return Map.of("healed", book.healAll("stopped: " + reason));
  }

  private Map<String, Object> health() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("agent", agent.name());
    facts.put("environment", agent.environment());
    facts.put("watched", book.isWatched());
    facts.put("stopped", brake.pulled());
    return facts;
  }

  private Map<String, Object> targets() {
    List<Object> all = new ArrayList<>();
    for (FaultAgent.Target target : agent.targets()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", target.name());
      one.put("service", target.service());
      one.put("labels", target.labels());
      one.put("abilities", drivers.abilities(target));
      all.add(one);
    }
    Map<String, Object> facts = health();
    facts.put("targets", all);
    return facts;
  }

  private JsonNode body(HttpExchange exchange) throws IOException, RefusedException {
    try (InputStream in = exchange.getRequestBody()) {
      byte[] bytes = in.readNBytes(LARGEST_BODY + 1);
      if (bytes.length > LARGEST_BODY) {
        throw new RefusedException(413, "body: over 64 KiB");
      }
      JsonNode body = json.readTree(bytes);
      if (!body.isObject()) {
        throw new RefusedException(400, "body: no JSON object");
      }
      return body;
    }
  }

  private static Admission.Wish wish(JsonNode body) throws RefusedException {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : body.path("parameters").properties()) {
      parameters.put(entry.getKey(), entry.getValue().asString(""));
    }
    String id = text(body, "id");
    if (!id.matches("[a-z0-9][a-z0-9-]{0,39}")) {
      throw new RefusedException(422, "id: " + id + " (expected: 1 to 40 of a-z, 0-9 and -)");
    }
    return new Admission.Wish(
        id,
        text(body, "owner"),
        body.path("reason").asString(""),
        text(body, "kind"),
        text(body, "target"),
        parameters,
        lease(body));
  }

  private static Duration lease(JsonNode body) throws RefusedException {
    double seconds = body.path("lease_seconds").asDouble(0);
    long millis = Math.round(seconds * 1000);
    if (millis < SHORTEST_MS || millis > LONGEST_MS) {
      throw new RefusedException(
          422, "lease_seconds: " + seconds + " (expected: 0.1 to 300; a fault without is refused)");
    }
    return Duration.ofMillis(millis);
  }

  private static String text(JsonNode body, String key) throws RefusedException {
    String value = body.path(key).asString("").strip();
    if (value.isEmpty() || value.length() > 500) {
      throw new RefusedException(422, key + ": missing or too long (expected: 1..500 characters)");
    }
    return value;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
