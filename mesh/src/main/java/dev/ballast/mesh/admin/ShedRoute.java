// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.admin;

import dev.ballast.mesh.config.ConfigStore;
import dev.ballast.mesh.shed.Shed;
import dev.ballast.mesh.shed.ShedTable;
import dev.ballast.model.mesh.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * {@code /shed/SERVICE}: turns a share of the requests away, always with a lease. {@code PUT
 * {"share": 0.3, "keep": {"header": "x-priority", "values": ["high"]}, "owner": "…",
 * "lease_seconds": 30}}; {@code DELETE} takes all of them again.
 */
public final class ShedRoute implements AdminRoute {

  private final ShedTable table;
  private final ConfigStore store;

  public ShedRoute(ShedTable table, ConfigStore store) {
    this.table = table;
    this.store = store;
  }

  @Override
  public AdminAnswer answer(AdminRequest request) {
    if (request.segments().size() != 2) {
      return AdminAnswer.problem(404, "path: (expected: /shed/SERVICE)");
    }
    String service = request.segments().get(1);
    var known =
        store.state().effective().services().stream()
            .filter(one -> one.name().value().equals(service))
            .findFirst();
    if (known.isEmpty()) {
      return AdminAnswer.problem(404, "no service " + service);
    }
    if (known.get().protocol() == Protocol.TCP) {
      return AdminAnswer.problem(
          409, service + ": its connections are bytes (expected: http, http2 or grpc)");
    }
    return switch (request.method()) {
      case "GET" -> shown(service);
      case "PUT" -> put(service, Json.read(request.body()));
      case "DELETE" -> {
        table.release(service);
        yield shown(service);
      }
      default ->
          AdminAnswer.problem(
              405, "method: " + request.method() + " (expected: GET, PUT or DELETE)");
    };
  }

  private AdminAnswer put(String service, JsonNode body) {
    JsonNode keep = body.path("keep");
    List<String> values = new ArrayList<>();
    keep.path("values").values().forEach(value -> values.add(value.asString("")));
    Shed rule =
        new Shed(
            body.path("share").asDouble(0),
            keep.path("header").asString(""),
            values,
            body.path("owner").asString(""),
            LeaseJson.duration(body.path("lease_seconds")));
    return switch (table.put(service, rule)) {
      case ShedTable.Answer.Done _ -> shown(service);
      case ShedTable.Answer.Refused(String why) -> AdminAnswer.problem(409, why);
    };
  }

  /** What is in force, read back; a share of 0 when nothing is. */
  private AdminAnswer shown(String service) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("service", service);
    var now = table.find(service);
    shown.put("share", now.map(s -> s.rule().share()).orElse(0.0));
    now.ifPresent(
        shed -> {
          if (!shed.rule().header().isEmpty()) {
            shown.put("keep", Map.of("header", shed.rule().header(), "values", shed.rule().keep()));
          }
          shown.put("owner", shed.rule().owner());
          shown.put("left_seconds", shed.left().toMillis() / 1000.0);
          shown.put("turned_away", shed.turnedAway());
        });
    return AdminAnswer.json(200, shown);
  }
}
