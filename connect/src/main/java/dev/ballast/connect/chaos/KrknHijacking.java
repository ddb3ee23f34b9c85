// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import dev.ballast.model.rollout.Tree;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Krkn's service hijacking: answers by a timetable, given by the mesh instead of the service. */
final class KrknHijacking {

  private final Draft draft;
  private final Targets targets;

  KrknHijacking(Draft draft, Targets targets) {
    this.draft = draft;
    this.targets = targets;
  }

  void read(Node scenario) {
    OptionalDouble whole = Units.times(scenario.text("chaos_duration"), 1);
    if (whole.isPresent()) {
      scenario.mapped("chaos_duration");
    }
    String name = scenario.text("service_name");
    Optional<String> service =
        targets.of(Optional.empty()).or(() -> Optional.of(name).filter(Targets::isName));
    if (service.isEmpty()) {
      draft.unsupported(
          "service-hijacking", "service-hijacking", Targets.NO_SERVICE, whole.orElse(0));
      return;
    }
    if (service.get().equals(name)) {
      scenario.mapped("service_name");
    }
    draft.service(service.get());
    double longest = whole.orElse(0);
    for (Node plan : scenario.items("plan")) {
      Map<String, Node> methods = plan.at("steps").map(Node::entries).orElse(Map.of());
      for (Map.Entry<String, Node> method : methods.entrySet()) {
        plan.mapped("resource");
        steps(service.get(), plan.text("resource"), method.getKey(), method.getValue(), longest);
      }
    }
    draft.pause(longest);
  }

  private void steps(String service, String resource, String method, Node steps, double longest) {
    double from = 0;
    int number = 1;
    for (Node step : steps.items()) {
      OptionalDouble seconds = Units.times(step.text("duration"), 1);
      OptionalDouble status = Units.number(step.text("status"));
      double hold = Math.min(seconds.orElse(0), Math.max(0, longest - from));
      if (hold <= 0
          || status.isEmpty()
          || status.getAsDouble() < 200
          || status.getAsDouble() > 599) {
        step.lost(
            hold <= 0 ? "it would begin after the end" : "a status from 200 to 599 is expected");
        from += seconds.orElse(0);
        continue;
      }
      step.mapped("status", "mime_type", "payload");
      step.at("duration").ifPresent(Node::mapped);
      if (hold < seconds.orElse(0)) {
        step.at("duration").ifPresent(d -> d.lost("cut off by the duration of all"));
      }
      MeshFaultRequest request =
          new MeshFaultRequest(service, "abort")
              .match("method", new Tree.Text(method))
              .match("path", Draft.fields("exact", new Tree.Text(resource)))
              .number("status", status.getAsDouble())
              .text("body", step.text("payload"))
              .text("content_type", step.text("mime_type"));
      draft.faultLater(method + " " + resource + " " + number++, request.tree(), from, hold);
      from += seconds.orElse(0);
    }
  }
}
