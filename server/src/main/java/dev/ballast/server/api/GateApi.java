// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import dev.ballast.control.gate.Change;
import dev.ballast.control.gate.ChangeClass;
import dev.ballast.model.Names;
import dev.ballast.model.ServiceName;
import dev.ballast.server.auth.Role;
import dev.ballast.server.gate.Gates;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import java.util.List;

/** The release gate over REST: a GET looks, a POST is a decision that is kept. */
public final class GateApi {

  private static final int LONGEST_NAME = 200;

  private final Gates gates;

  public GateApi(Gates gates) {
    this.gates = gates;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/v1/gate/{service}", Role.VIEWER, this::look),
        Endpoint.post("/api/v1/gate/{service}", Role.OPERATOR, this::decide));
  }

  private Reply look(Request request) {
    Change change = change(request);
    return Reply.json(GateJson.of(gates.look(service(request), change)));
  }

  private Reply decide(Request request) {
    Change change = change(request);
    return Reply.json(GateJson.of(gates.decide(service(request), change, request.caller().name())));
  }

  private ServiceName service(Request request) {
    String name = request.variable("service");
    return gates.isTooEarly() && Names.isValid(name) ? new ServiceName(name) : gates.known(name);
  }

  private static Change change(Request request) {
    String text = request.parameters().get("change_class", "normal");
    ChangeClass changeClass =
        switch (text.replace('-', '_')) {
          case "normal" -> ChangeClass.NORMAL;
          case "critical_fix" -> ChangeClass.CRITICAL_FIX;
          default ->
              throw ApiException.badRequest(
                  "change_class: " + text + " (expected: normal or critical-fix)");
        };
    String watcher = request.parameters().get("watched_by", "");
    if (watcher.length() > LONGEST_NAME || watcher.chars().anyMatch(Character::isISOControl)) {
      throw ApiException.badRequest(
          "watched_by: %d characters (expected: at most %d, no control characters)"
              .formatted(watcher.length(), LONGEST_NAME));
    }
    return new Change(changeClass, watcher);
  }
}
