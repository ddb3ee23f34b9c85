// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.admin;

import dev.ballast.mesh.config.Change;
import dev.ballast.mesh.config.ConfigState;
import dev.ballast.mesh.config.ConfigStore;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.MeshReading;
import dev.ballast.model.yaml.Problem;
import dev.ballast.model.yaml.Source;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code GET /config}: what is in force, with its revision as ETag. {@code PUT /config}: replaces
 * the base by the YAML of a Mesh, if it is valid as a whole.
 */
public final class ConfigRoute implements AdminRoute {

  private final ConfigStore store;

  public ConfigRoute(ConfigStore store) {
    this.store = store;
  }

  @Override
  public AdminAnswer answer(AdminRequest request) {
    return switch (request.method()) {
      case "GET" -> shown(200, store.state());
      case "PUT" -> put(request);
      default ->
          AdminAnswer.problem(405, "method: " + request.method() + " (expected: GET or PUT)");
    };
  }

  private AdminAnswer put(AdminRequest request) {
    String yaml = new String(request.body(), StandardCharsets.UTF_8);
    MeshReading reading = ConfigurationReader.readMesh(Source.of("body", yaml));
    List<String> problems = reading.problems().stream().map(Problem::line).toList();
    if (reading.mesh().isEmpty()) {
      return AdminAnswer.json(
          400, Map.of("error", "the configuration is refused", "problems", problems));
    }
    long expected = Revisions.expected(request);
    return answerOf(store.replace(reading.mesh().get(), expected));
  }

  static AdminAnswer answerOf(Change change) {
    return switch (change) {
      case Change.Done(ConfigState state) -> shown(200, state);
      case Change.Conflict(ConfigState state, long expected) -> {
        Map<String, Object> both = new LinkedHashMap<>();
        both.put("error", "somebody else changed the configuration");
        both.put("expected_revision", expected);
        both.put("revision", state.revision());
        both.put("fix", "read it again, and send If-Match: " + Revisions.tag(state));
        yield AdminAnswer.json(412, both).withHeader("ETag", Revisions.tag(state));
      }
      case Change.Refused(ConfigState state, String why) ->
          AdminAnswer.json(409, Map.of("error", why, "revision", state.revision()));
    };
  }

  private static AdminAnswer shown(int status, ConfigState state) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("revision", state.revision());
    shown.put("mesh", state.effective());
    shown.put("leases", state.leases().stream().map(LeaseJson::of).toList());
    return AdminAnswer.json(status, shown).withHeader("ETag", Revisions.tag(state));
  }
}
