// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import dev.ballast.model.rollout.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Krkn's scenarios. */
final class KrknImport {

  private static final String BEYOND = "pods, nodes and clouds are not touched here";
  private static final String POD = "for the pod that does it there";
  private static final Set<String> NETWORK = Set.of("pod_network_chaos", "node_network_chaos");

  private final Draft draft = new Draft();
  private final Targets targets;

  KrknImport(String service) {
    this.targets = new Targets(service);
  }

  Converted read(Node node) {
    List<Node> scenarios = node.tree() instanceof Tree.Items ? node.items() : List.of(node);
    String name = "";
    for (Node scenario : scenarios) {
      if (!scenario.isMap()) {
        return Converted.refused("a scenario is a map");
      }
      String kind = kind(scenario);
      name = name.isEmpty() ? kind : name;
      scenario(kind, scenario);
    }
    draft.title("Krkn " + name);
    draft.description("Imported from Krkn: " + name);
    return Converted.of("krkn-" + name, draft.tree());
  }

  private static String kind(Node scenario) {
    Optional<Node> named = scenario.at("id").or(() -> scenario.at("hog-type"));
    if (named.isPresent()) {
      named.get().mapped();
      return scenario.has("id") ? named.get().text() : named.get().text() + "-hog";
    }
    if (scenario.has("service_target_port")) {
      return "service-hijacking";
    }
    if (scenario.has("target-service") || scenario.has("window-size")) {
      return "syn-flood";
    }
    return scenario.entries().keySet().stream().findFirst().orElse("scenario");
  }

  private void scenario(String kind, Node scenario) {
    scenario.entries().forEach((key, value) -> lost(key, value));
    if (kind.equals("service-hijacking")) {
      new KrknHijacking(draft, targets).read(scenario);
    } else if (NETWORK.contains(kind)) {
      network(kind, scenario);
    } else if (kind.equals("application_outage")) {
      outage(scenario.at("application_outage").orElse(scenario));
    } else {
      Optional<Node> duration = scenario.at("duration").or(() -> scenario.at("test_duration"));
      OptionalDouble hold = Units.times(duration.map(Node::text).orElse(""), 1);
      if (hold.isPresent()) {
        duration.get().mapped();
      }
      draft.unsupported(kind, kind, BEYOND, hold.orElse(0));
    }
  }

  private static void lost(String key, Node value) {
    if (!key.equals("id") && !key.equals("hog-type")) {
      value.lost(Set.of("image", "taints", "service_account").contains(key) ? POD : BEYOND);
    }
  }

  private void network(String kind, Node scenario) {
    OptionalDouble hold = Units.times(scenario.text("test_duration"), 1);
    if (hold.isPresent()) {
      scenario.mapped("test_duration");
    }
    Optional<String> service = targets.ofSelector(scenario.at("label_selector"));
    OptionalDouble wait = Units.times(scenario.text("wait_duration"), 1);
    if (service.isEmpty()) {
      draft.unsupported(kind, kind, Targets.NO_SERVICE, hold.orElse(0));
    } else {
      draft.service(service.get());
      int parts = draftParts(kind, scenario, service.get(), hold);
      if (parts == 0) {
        draft.unsupported(kind, kind, "nothing of it happens to requests", hold.orElse(0));
      } else {
        draft.pause(hold.orElse(0));
      }
    }
    if (wait.isPresent()) {
      scenario.mapped("wait_duration");
      draft.pause(wait.getAsDouble());
    }
  }

  private int draftParts(String kind, Node scenario, String service, OptionalDouble hold) {
    String packets = "of packets there, of requests here";
    int parts = 0;
    OptionalDouble latency = Units.seconds(scenario.text("latency"));
    if (latency.isPresent() && latency.getAsDouble() > 0) {
      scenario.at("latency").ifPresent(n -> n.approximated(packets));
      Tree request =
          new MeshFaultRequest(service, "latency")
              .number("delay_seconds", latency.getAsDouble())
              .tree();
      draft.fault(kind + " latency", request, hold, false);
      parts++;
    }
    OptionalDouble share = Units.share(scenario.text("loss"));
    if (share.isPresent() && share.getAsDouble() > 0) {
      scenario.at("loss").ifPresent(n -> n.approximated(packets));
      draft.fault(
          kind + " loss",
          new MeshFaultRequest(service, "drop").share(share.getAsDouble()).tree(),
          hold,
          false);
      parts++;
    }
    OptionalDouble rate = Units.bytesPerSecond(scenario.text("bandwidth"));
    if (rate.isPresent()) {
      scenario.at("bandwidth").ifPresent(n -> n.approximated("of each connection here"));
      Tree request =
          new MeshFaultRequest(service, "bandwidth")
              .onBytes()
              .number("bytes_per_second", rate.getAsDouble())
              .tree();
      draft.fault(kind + " bandwidth", request, hold, false);
      parts++;
    }
    return parts;
  }

  private void outage(Node outage) {
    outage.entries().values().forEach(value -> value.lost(Targets.NO_PODS));
    OptionalDouble hold = Units.times(outage.text("duration"), 1);
    if (hold.isPresent()) {
      outage.mapped("duration");
    }
    Optional<Node> selector = outage.at("pod_selector");
    Map<String, Node> labels = selector.filter(Node::isMap).map(Node::entries).orElse(Map.of());
    Optional<String> service =
        labels.isEmpty() ? targets.ofSelector(selector) : targets.of(selector);
    if (service.isEmpty()) {
      draft.unsupported(
          "application_outage", "application_outage", Targets.NO_SERVICE, hold.orElse(0));
      return;
    }
    draft.service(service.get());
    draft.fault(
        "application_outage", new MeshFaultRequest(service.get(), "drop").tree(), hold, true);
  }
}
