// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.actuator;

import dev.ballast.control.actuator.Replicas;
import dev.ballast.control.actuator.RouteChange;
import dev.ballast.control.actuator.Routing;
import dev.ballast.control.actuator.ScaleChange;
import dev.ballast.control.actuator.Weights;
import dev.ballast.server.json.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Weights and replicas as scripts read them. */
final class ActuatorJson {

  private ActuatorJson() {}

  private record Backend(String name, int weight, double share) {}

  private record Shown(
      String target,
      String place,
      String revision,
      String leasedBy,
      List<Backend> backends,
      List<String> cautions) {}

  private record Moved(String name, int before, int after, double shareBefore, double shareAfter) {}

  private record Changed(
      String target,
      String place,
      boolean dryRun,
      boolean changed,
      String revision,
      List<Moved> backends,
      List<String> cautions) {}

  private record Scale(String target, String place, String revision, int wanted, int present) {}

  private record Scaled(
      String target,
      String place,
      boolean dryRun,
      boolean changed,
      String revision,
      int before,
      int after,
      List<String> cautions) {}

  static JsonNode of(String target, Routing now) {
    Weights weights = now.weights();
    return tree(
        new Shown(
            target,
            now.place(),
            now.revision(),
            now.leasedBy(),
            weights.of().entrySet().stream()
                .map(w -> new Backend(w.getKey(), w.getValue(), weights.share(w.getKey())))
                .toList(),
            now.cautions()));
  }

  static JsonNode of(String target, RouteChange change, Routing after, boolean dryRun) {
    Weights before = change.before().weights();
    return tree(
        new Changed(
            target,
            after.place(),
            dryRun,
            !change.changesNothing(),
            after.revision(),
            change.after().of().entrySet().stream()
                .map(
                    w ->
                        new Moved(
                            w.getKey(),
                            before.of().getOrDefault(w.getKey(), 0),
                            w.getValue(),
                            before.share(w.getKey()),
                            change.after().share(w.getKey())))
                .toList(),
            change.cautions()));
  }

  static JsonNode of(String target, Replicas now) {
    return tree(new Scale(target, now.place(), now.revision(), now.wanted(), now.present()));
  }

  static JsonNode of(String target, ScaleChange change, Replicas after, boolean dryRun) {
    return tree(
        new Scaled(
            target,
            after.place(),
            dryRun,
            !change.changesNothing(),
            after.revision(),
            change.before().wanted(),
            change.after(),
            change.cautions()));
  }

  private static JsonNode tree(Object document) {
    return Json.read(Json.text(document), JsonNode.class);
  }
}
