// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.process;

import dev.ballast.connect.process.ProcessAdmin.Answer;
import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.control.actuator.Agreement;
import dev.ballast.control.actuator.Replicas;
import dev.ballast.control.actuator.ScaleChange;
import dev.ballast.control.actuator.Scaler;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The processes of one version of a service in one region, under the orchestrator's revision. */
public final class ProcessScaler implements Scaler {

  /** More processes than anybody runs of one version: a typing error. */
  private static final int MOST = 10_000;

  private final ProcessAdmin admin;
  private final String region;
  private final String service;
  private final String version;
  private final ProcessPlace at;
  private final String place;

  /**
   * @param version empty: the only one there is
   */
  public ProcessScaler(ProcessAdmin admin, String region, String service, String version) {
    this.admin = admin;
    this.region = region;
    this.service = service;
    this.version = version;
    this.at = new ProcessPlace(admin, region, service, version);
    this.place = at.name();
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
            at.path(now.version()) + "/scale",
            Map.of("replicas", wanted),
            now.replicas().revision(),
            place);
    if (answer.status() == ProcessPlace.OVERTAKEN) {
      return Optional.empty();
    }
    Replicas after = seen(at.told(answer)).replicas();
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
    return seen(at.read());
  }

  private Seen seen(JsonNode one) {
    JsonNode wanted = one.path("wanted");
    JsonNode ready = one.path("ready");
    String revision = one.path("revision").asString("");
    String named = one.path("version").asString("");
    boolean complete =
        at.isOurs(one)
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
