// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.process;

import dev.ballast.connect.process.ProcessAdmin.Answer;
import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.control.actuator.Agreement;
import dev.ballast.control.actuator.Replicas;
import dev.ballast.control.actuator.ScaleChange;
import dev.ballast.control.actuator.Scaler;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The processes of one version of a service in one region, under the orchestrator's revision. */
public final class ProcessScaler implements Scaler {

  /** More processes than anybody runs of one version: a typing error. */
  private static final int MOST = 10_000;

  private static final int CONFLICT = 412;

  private final ProcessAdmin admin;
  private final String region;
  private final String service;
  private final String version;
  private final String place;

  /**
   * @param version empty: the only one there is
   */
  public ProcessScaler(ProcessAdmin admin, String region, String service, String version) {
    this.admin = admin;
    this.region = region;
    this.service = service;
    this.version = version;
    this.place = "process " + region + "/" + service + (version.isEmpty() ? "" : "/" + version);
  }

  /** What the orchestrator says of one deployment. */
  private record Seen(Replicas replicas, String version, int least, int most) {}

  @Override
  public String place() {
    return place;
  }

  @Override
  public Replicas read() {
    return look().replicas();
  }

  @Override
  public ScaleChange plan(int wanted) {
    Seen now = look();
    require(wanted, now.least(), now.most());
    return new ScaleChange(now.replicas(), wanted);
  }

  @Override
  public Replicas set(int wanted, Replicas seen) {
    require(wanted, 0, MOST);
    return Agreement.reach(
        place,
        this::look,
        now -> conflict(now.replicas(), seen),
        now ->
            now.replicas().wanted() == wanted ? Optional.of(now.replicas()) : write(now, wanted));
  }

  private void require(int wanted, int least, int most) {
    if (wanted < least || wanted > most) {
      throw new ActuatorException(
          Kind.INVALID,
          place,
          "replicas: " + wanted + " (expected: " + least + " to " + most + ")",
          "give the number of processes that should run");
    }
  }

  private static Optional<String> conflict(Replicas now, Replicas seen) {
    return now.wanted() == seen.wanted()
        ? Optional.empty()
        : Optional.of(
            "somebody changed the replicas from %d (revision %s) to %d (revision %s)"
                .formatted(seen.wanted(), seen.revision(), now.wanted(), now.revision()));
  }

  private Optional<Replicas> write(Seen now, int wanted) {
    Answer answer =
        admin.put(
            path(now.version()) + "/scale",
            Map.of("replicas", wanted),
            now.replicas().revision(),
            place);
    if (answer.status() == CONFLICT) {
      return Optional.empty();
    }
    Replicas after = seen(told(answer)).replicas();
    if (after.wanted() != wanted) {
      throw new ActuatorException(
          Kind.REFUSED,
          place,
          after.wanted() + " are wanted after " + wanted + " were asked for",
          "look who else sets them: GET /deployments of the orchestrator");
    }
    return Optional.of(after);
  }

  private Seen look() {
    return seen(
        version.isEmpty()
            ? only(told(admin.get("/deployments", place)))
            : told(admin.get(path(version), place)));
  }

  private String path(String one) {
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
          place,
          "no such process (expected: one of " + names(all, false) + ")",
          "name a region and a service that run");
    }
    if (ours.size() > 1) {
      throw new ActuatorException(
          Kind.INVALID,
          place,
          "runs in several versions: " + names(ours, true),
          "name one: process/" + region + "/" + service + "/VERSION");
    }
    return ours.getFirst();
  }

  private boolean isOurs(JsonNode one) {
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

  private JsonNode told(Answer answer) {
    Kind kind =
        switch (answer.status()) {
          case 200, 202 -> null;
          case 400 -> Kind.INVALID;
          case 401, 403 -> Kind.FORBIDDEN;
          case 404 -> Kind.NOT_FOUND;
          default -> Kind.REFUSED;
        };
    if (kind != null) {
      throw new ActuatorException(
          kind, place, answer.error(), "see what runs: GET /deployments of the orchestrator");
    }
    return answer.body();
  }

  private Seen seen(JsonNode one) {
    JsonNode wanted = one.path("wanted");
    JsonNode ready = one.path("ready");
    String revision = one.path("revision").asString("");
    String named = one.path("version").asString("");
    boolean complete =
        isOurs(one)
            && isCount(wanted)
            && isCount(ready)
            && !revision.isEmpty()
            && !named.isEmpty()
            && (version.isEmpty() || version.equals(named));
    if (!complete) {
      throw admin.strange(place, "what is no deployment of " + service + " in " + region);
    }
    return new Seen(
        new Replicas(place, revision, wanted.intValue(), ready.intValue()),
        named,
        one.path("least").asInt(0),
        one.path("most").asInt(MOST));
  }

  private static boolean isCount(JsonNode number) {
    return number.isInt() && number.intValue() >= 0;
  }
}
