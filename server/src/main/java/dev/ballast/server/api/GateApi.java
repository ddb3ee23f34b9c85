// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import dev.ballast.control.gate.Change;
import dev.ballast.model.Names;
import dev.ballast.model.ServiceName;
import dev.ballast.server.auth.Role;
import dev.ballast.server.gate.Gates;
import dev.ballast.server.gate.Wishes;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import java.util.List;

/** The release gate over REST: a GET looks, a POST is a decision that is kept. */
public final class GateApi {

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
    return Wishes.change(
        request.parameters().get("change_class", "normal"),
        request.parameters().get("watched_by", ""));
  }
}
