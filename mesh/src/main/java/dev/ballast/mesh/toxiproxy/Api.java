// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.toxiproxy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Toxiproxy's HTTP API: from method, path and body to status and body. */
final class Api {

  static final String JSON = "application/json";
  static final String TEXT = "text/plain; charset=utf-8";

  private static final Logger LOG = LoggerFactory.getLogger(Api.class);
  private static final String VERSION = "2.12.0";

  private final ProxyTable table;
  private final Doors doors;

  /** What the client gets. */
  record Answer(int status, String type, String body) {

    static Answer json(int status, JsonNode body) {
      return new Answer(status, JSON, body.toString());
    }

    static Answer nothing() {
      return new Answer(204, "", "");
    }

    static Answer notAllowed() {
      return new Answer(405, "", "");
    }

    static Answer unknownPage() {
      return new Answer(404, TEXT, "404 page not found\n");
    }
  }

  Api(ProxyTable table, Doors doors) {
    this.table = table;
    this.doors = doors;
  }

  Answer answer(String method, String path, String userAgent, byte[] body) {
    if (userAgent.startsWith("Mozilla/")) {
      return new Answer(403, TEXT, "User agent not allowed\n");
    }
    try {
      return route(method, segments(path), body);
    } catch (ApiException e) {
      return refused(e);
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("event", "toxiproxy.failed").setCause(e).log();
      return refused(new ApiException(500, String.valueOf(e.getMessage())));
    }
  }

  private Answer route(String method, List<String> path, byte[] body) throws ApiException {
    return switch (path.size()) {
      case 1 -> top(method, path.getFirst(), body);
      case 2, 3, 4 -> {
        boolean known =
            path.getFirst().equals("proxies") && (path.size() == 2 || path.get(2).equals("toxics"));
        yield known ? below(method, path, body) : Answer.unknownPage();
      }
      default -> Answer.unknownPage();
    };
  }

  private Answer top(String method, String name, byte[] body) throws ApiException {
    return switch (name) {
      case "version" -> version(method);
      case "metrics" -> metrics(method);
      case "reset" -> reset(method);
      case "populate" -> populate(method, body);
      case "proxies" -> proxies(method, body);
      default -> Answer.unknownPage();
    };
  }

  private Answer below(String method, List<String> path, byte[] body) throws ApiException {
    return switch (path.size()) {
      case 2 -> proxy(method, path.get(1), body);
      case 3 -> toxics(method, path.get(1), body);
      default -> toxic(method, path.get(1), path.get(3), body);
    };
  }

  private static Answer version(String method) {
    return method.equals("GET")
        ? new Answer(200, JSON + ";charset=utf-8", "{\"version\": \"" + VERSION + "\"}\n")
        : Answer.notAllowed();
  }

  private Answer metrics(String method) {
    return method.equals("GET")
        ? new Answer(
            200, "text/plain; version=0.0.4; charset=utf-8", Metrics.text(table.all(), doors))
        : Answer.notAllowed();
  }

  private Answer reset(String method) throws ApiException {
    if (!method.equals("POST")) {
      return Answer.notAllowed();
    }
    table.reset();
    return Answer.nothing();
  }

  private Answer populate(String method, byte[] body) {
    if (!method.equals("POST")) {
      return Answer.notAllowed();
    }
    ProxyTable.Populated populated = table.populate(body);
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    if (!populated.complete()) {
      answer.put("error", populated.failure().text()).put("status", populated.failure().status());
    }
    answer.set("proxies", populated.proxies());
    return Answer.json(populated.failure().status(), answer);
  }

  private Answer proxies(String method, byte[] body) throws ApiException {
    return switch (method) {
      case "GET" -> Answer.json(200, table.list());
      case "POST" -> Answer.json(201, table.create(Body.object(body, "Proxy")));
      default -> Answer.notAllowed();
    };
  }

  private Answer proxy(String method, String name, byte[] body) throws ApiException {
    return switch (method) {
      case "GET" -> Answer.json(200, table.show(name));
      case "POST", "PATCH" -> Answer.json(200, table.update(name, body));
      case "DELETE" -> {
        table.delete(name);
        yield Answer.nothing();
      }
      default -> Answer.notAllowed();
    };
  }

  private Answer toxics(String method, String name, byte[] body) throws ApiException {
    return switch (method) {
      case "GET" -> Answer.json(200, table.toxics(name));
      case "POST" -> Answer.json(200, table.addToxic(name, body));
      default -> Answer.notAllowed();
    };
  }

  private Answer toxic(String method, String name, String toxic, byte[] body) throws ApiException {
    return switch (method) {
      case "GET" -> Answer.json(200, table.toxic(name, toxic));
      case "POST", "PATCH" -> Answer.json(200, table.updateToxic(name, toxic, body));
      case "DELETE" -> {
        table.deleteToxic(name, toxic);
        yield Answer.nothing();
      }
      default -> Answer.notAllowed();
    };
  }

  private static Answer refused(ApiException e) {
    ObjectNode error = JsonMapper.shared().createObjectNode();
    error.put("error", e.text()).put("status", e.status());
    return new Answer(e.status(), JSON, error + "\n");
  }

  private static List<String> segments(String path) throws ApiException {
    List<String> segments = new ArrayList<>();
    try {
      for (String segment : path.substring(1).split("/", -1)) {
        segments.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
      }
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      throw new ApiException(400, "bad path: " + path);
    }
    return segments;
  }
}
