// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.deployment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ballast.shop.deployment.RefusedException.Why;
import dev.ballast.shop.topology.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The orchestrator over HTTP on loopback: {@code GET /deployments}; {@code GET}, {@code PUT}
 * (deploy) and {@code DELETE} (retire) {@code /deployments/SERVICE/REGION/VERSION}; {@code PUT} its
 * {@code /scale}, {@code POST} its {@code /restart}. Requests under another name than a loopback
 * one are refused, so that no web page gets here.
 */
public final class OrchestratorApi implements AutoCloseable {

  private static final int LARGEST_BODY = 64 << 10;
  private static final int BACKLOG = 64;

  private final Orchestrator orchestrator;
  private final PowerSwitch power;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private OrchestratorApi(Orchestrator orchestrator, PowerSwitch power, HttpServer server) {
    this.orchestrator = orchestrator;
    this.power = power;
    this.server = server;
  }

  /** A status and its document. */
  private record Answer(int status, Map<String, ?> body) {}

  /**
   * Starts to serve.
   *
   * @param port 0 for any that is free
   */
  public static OrchestratorApi serve(Orchestrator orchestrator, int port) throws IOException {
    return serve(orchestrator, region -> false, port);
  }

  /** As {@link #serve(Orchestrator, int)}, with a switch for whole regions. */
  public static OrchestratorApi serve(Orchestrator orchestrator, PowerSwitch power, int port)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    OrchestratorApi api = new OrchestratorApi(orchestrator, power, server);
    server.setExecutor(api.threads);
    server.createContext("/", api::exchange);
    server.start();
    return api;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void exchange(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = guarded(exchange);
      byte[] body = JsonMapper.shared().writeValueAsBytes(answer.body());
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      if (answer.body().get("revision") instanceof Long revision) {
        exchange.getResponseHeaders().set("ETag", "\"" + revision + "\"");
      }
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Answer guarded(HttpExchange exchange) throws IOException {
    String host = exchange.getRequestHeaders().getFirst("Host");
    if (host == null || !host.matches("(127\\.0\\.0\\.1|localhost|\\[::1])(:[0-9]+)?")) {
      return problem(403, "Host: (expected: a loopback name)");
    }
    try {
      return answer(exchange);
    } catch (RefusedException e) {
      return problem(e.why().status(), "" + e.getMessage());
    } catch (JacksonException e) {
      return problem(400, "body: " + e.getOriginalMessage() + " (expected: JSON)");
    } catch (IllegalArgumentException e) {
      return problem(400, "" + e.getMessage());
    } catch (IOException e) {
      return problem(503, "the mesh: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return problem(503, "the shop is closing");
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException, InterruptedException {
    List<String> path =
        List.of(exchange.getRequestURI().getPath().split("/", -1)).stream()
            .filter(part -> !part.isEmpty())
            .toList();
    String method = exchange.getRequestMethod();
    if (path.equals(List.of("regions", "off"))) {
      return method.equals("POST") ? off(exchange) : notAllowed(method, "POST");
    }
    if (path.isEmpty() || !path.getFirst().equals("deployments") || !isSize(path)) {
      return problem(
          404,
          "path: (expected: /deployments, /deployments/SERVICE/REGION/VERSION, or that with"
              + " /scale or /restart)");
    }
    if (path.size() == 1) {
      return method.equals("GET") ? list() : notAllowed(method, "GET");
    }
    Version version = new Version(new Node(path.get(1), path.get(2)), path.get(3));
    if (path.size() == 5) {
      if (path.getLast().equals("restart")) {
        return method.equals("POST")
            ? shown(202, orchestrator.restart(version, Instances.read(read(exchange))))
            : notAllowed(method, "POST");
      }
      return method.equals("PUT")
          ? shown(200, orchestrator.scale(version, replicas(exchange), expected(exchange)))
          : notAllowed(method, "PUT");
    }
    return switch (method) {
      case "GET" -> shown(200, orchestrator.one(version));
      case "PUT" -> shown(201, orchestrator.deploy(version, replicas(exchange)));
      case "DELETE" -> shown(202, orchestrator.retire(version));
      default -> notAllowed(method, "GET, PUT or DELETE");
    };
  }

  /** {@code {"region": "us-east"}}: 200 once nothing in it runs. */
  private Answer off(HttpExchange exchange) throws IOException, InterruptedException {
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY);
    String region = JsonMapper.shared().readTree(body).path("region").asString("");
    return power.off(region)
        ? new Answer(200, Map.of("region", region, "off", true))
        : problem(409, "region: " + region + " (expected: one that can be switched off)");
  }

  private static boolean isSize(List<String> path) {
    return path.size() == 1
        || path.size() == 4
        || (path.size() == 5 && List.of("scale", "restart").contains(path.getLast()));
  }

  private Answer list() {
    List<Map<String, Object>> all = new ArrayList<>();
    orchestrator.all().forEach(d -> all.add(document(d)));
    return new Answer(200, Map.of("deployments", all));
  }

  private static JsonNode read(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      throw new RefusedException(
          Why.INVALID, "body: (expected: at most " + LARGEST_BODY + " bytes)");
    }
    return JsonMapper.shared().readTree(body);
  }

  private static int replicas(HttpExchange exchange) throws IOException {
    JsonNode replicas = read(exchange).path("replicas");
    if (!replicas.isInt()) {
      throw new RefusedException(
          Why.INVALID, "replicas: " + replicas + " (expected: {\"replicas\": N})");
    }
    return replicas.intValue();
  }

  private static Optional<Long> expected(HttpExchange exchange) {
    String tag = exchange.getRequestHeaders().getFirst("If-Match");
    if (tag == null || tag.equals("*")) {
      return Optional.empty();
    }
    if (!tag.matches("\"[0-9]{1,18}\"")) {
      throw new RefusedException(
          Why.INVALID, "If-Match: " + tag + " (expected: a revision in quotes, as in ETag)");
    }
    return Optional.of(Long.parseLong(tag.substring(1, tag.length() - 1)));
  }

  private static Answer shown(int status, Deployment deployment) {
    return new Answer(status, document(deployment));
  }

  private static Map<String, Object> document(Deployment deployment) {
    Node node = deployment.version().node();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("service", node.service());
    document.put("region", node.region());
    document.put("version", deployment.version().name());
    document.put("revision", deployment.revision());
    document.put("wanted", deployment.wanted());
    document.put("ready", deployment.ready());
    document.put("least", Orchestrator.LEAST_REPLICAS);
    document.put("most", Orchestrator.mostReplicas(node));
    if (!deployment.problem().isEmpty()) {
      document.put("problem", deployment.problem());
    }
    document.put(
        "instances",
        deployment.instances().stream().map(i -> Instances.document(node, i)).toList());
    return document;
  }

  private static Answer problem(int status, String error) {
    return new Answer(status, Map.of("error", error));
  }

  private static Answer notAllowed(String method, String expected) {
    return problem(405, "method: " + method + " (expected: " + expected + ")");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
