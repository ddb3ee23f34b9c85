// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.process;

import dev.ballast.connect.process.ProcessAdmin.Answer;
import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Where an orchestrator keeps the processes of one version of a service in one region. */
final class ProcessPlace {

  static final int OVERTAKEN = 412;

  private final ProcessAdmin admin;
  private final String region;
  private final String service;
  private final String version;
  private final String name;

  /**
   * @param version empty: the only one there is
   */
  ProcessPlace(ProcessAdmin admin, String region, String service, String version) {
    this.admin = admin;
    this.region = region;
    this.service = service;
    this.version = version;
    this.name = "process " + region + "/" + service + (version.isEmpty() ? "" : "/" + version);
  }

  /** For people. */
  String name() {
    return name;
  }

  /** What the orchestrator says of it. */
  JsonNode read() {
    return version.isEmpty()
        ? only(told(admin.get("/deployments", name)))
        : told(admin.get(path(version), name));
  }

  String path(String one) {
    return "/deployments/" + encoded(service) + "/" + encoded(region) + "/" + encoded(one);
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private JsonNode only(JsonNode list) {
    List<JsonNode> all = list.path("deployments").values().stream().toList();
    List<JsonNode> ours = all.stream().filter(this::isOurs).toList();
    if (ours.isEmpty()) {
      throw new ActuatorException(
          Kind.NOT_FOUND,
          name,
          "no such process (expected: one of " + names(all, false) + ")",
          "name a region and a service that run");
    }
    if (ours.size() > 1) {
      throw new ActuatorException(
          Kind.INVALID,
          name,
          "runs in several versions: " + names(ours, true),
          "name one: process/" + region + "/" + service + "/VERSION");
    }
    return ours.getFirst();
  }

  boolean isOurs(JsonNode one) {
    return one.path("service").asString("").equals(service)
        && one.path("region").asString("").equals(region);
  }

  private static String names(List<JsonNode> all, boolean versions) {
    return all.stream()
        .map(
            d ->
                versions
                    ? d.path("version").asString("?")
                    : d.path("region").asString("?") + "/" + d.path("service").asString("?"))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  JsonNode told(Answer answer) {
    Kind kind =
        switch (answer.status()) {
          case 200, 201, 202 -> null;
          case 400 -> Kind.INVALID;
          case 401, 403 -> Kind.FORBIDDEN;
          case 404 -> Kind.NOT_FOUND;
          default -> Kind.REFUSED;
        };
    if (kind != null) {
      throw new ActuatorException(
          kind, name, answer.error(), "see what runs: GET /deployments of the orchestrator");
    }
    return answer.body();
  }
}
