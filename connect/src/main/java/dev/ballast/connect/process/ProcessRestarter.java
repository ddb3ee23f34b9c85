// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.process;

import dev.ballast.connect.process.ProcessAdmin.Answer;
import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.control.actuator.Lives;
import dev.ballast.control.actuator.Restarter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The processes of one version of a service in one region, each by its pid and start. */
public final class ProcessRestarter implements Restarter {

  private final ProcessAdmin admin;
  private final ProcessPlace at;

  /**
   * @param version empty: the only one there is
   */
  public ProcessRestarter(ProcessAdmin admin, String region, String service, String version) {
    this.admin = admin;
    this.at = new ProcessPlace(admin, region, service, version);
  }

  @Override
  public String place() {
    return at.name();
  }

  @Override
  public Lives read() {
    return lives(at.read());
  }

  private Lives lives(JsonNode deployment) {
    var lives = new TreeMap<String, String>();
    for (JsonNode one : deployment.path("instances").values()) {
      String name = one.path("name").asString("");
      if (name.isEmpty() || !one.path("pid").isIntegralNumber()) {
        throw new ActuatorException(
            Kind.UNSUPPORTED,
            place(),
            "the orchestrator does not say the pids of its processes",
            "let it answer instances with name, pid and started_at: docs/routing.md");
      }
      lives.put(name, life(one));
    }
    if (lives.isEmpty()) {
      throw new ActuatorException(
          Kind.NOT_FOUND, place(), "nothing runs", "start it: ballast scale set");
    }
    return new Lives(place(), lives, lives.size());
  }

  private static String life(JsonNode one) {
    return "pid %d since %s"
        .formatted(one.path("pid").longValue(), one.path("started_at").asString("?"));
  }

  @Override
  public void restart(Lives seen, String key) {
    JsonNode now = at.read();
    if (lives(now).gone(seen.lives()) > 0) {
      throw conflict("something else runs by now");
    }
    List<JsonNode> instances = new ArrayList<>();
    for (JsonNode one : now.path("instances").values()) {
      if (seen.lives().containsKey(one.path("name").asString(""))) {
        instances.add(one);
      }
    }
    Answer answer =
        admin.post(
            at.path(now.path("version").asString("")) + "/restart",
            Map.of("key", key, "instances", instances),
            place());
    if (answer.status() == ProcessPlace.OVERTAKEN) {
      throw conflict(answer.error());
    }
    var _ = at.told(answer);
  }

  private ActuatorException conflict(String what) {
    return new ActuatorException(
        Kind.CONFLICT, place(), what, "read it again, and decide upon what is there now");
  }
}
