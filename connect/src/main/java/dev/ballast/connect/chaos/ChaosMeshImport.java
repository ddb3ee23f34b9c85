// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import dev.ballast.model.rollout.Tree;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Chaos Mesh's resources. */
final class ChaosMeshImport {

  private static final Set<String> NO_EXPERIMENT =
      Set.of(
          "RemoteCluster",
          "PhysicalMachine",
          "StatusCheck",
          "PodNetworkChaos",
          "PodHttpChaos",
          "PodIOChaos",
          "WorkflowNode");

  private final Draft draft = new Draft();
  private final ChaosMeshFaults faults;

  ChaosMeshImport(String service) {
    this.faults = new ChaosMeshFaults(draft, new Targets(service));
  }

  Converted read(Node node) {
    String kind = node.text("kind");
    String name = node.at("metadata", "name").map(Node::text).orElse(kind);
    if (NO_EXPERIMENT.contains(kind)) {
      return Converted.refused("a " + kind + " is no experiment");
    }
    if (!node.text("apiVersion").equals("chaos-mesh.org/v1alpha1")) {
      return Converted.refused("its apiVersion is not chaos-mesh.org/v1alpha1");
    }
    if (!kind.endsWith("Chaos") && !kind.equals("Schedule") && !kind.equals("Workflow")) {
      return Converted.refused("the kind " + kind + " is not one of Chaos Mesh that is known here");
    }
    Optional<Node> spec = node.at("spec").filter(Node::isMap);
    if (spec.isEmpty()) {
      return Converted.refused("it has no spec");
    }
    node.mapped("apiVersion", "kind");
    node.at("metadata").ifPresent(m -> m.lost("names and labels of Kubernetes"));
    node.at("metadata", "name").ifPresent(Node::mapped);
    node.at("status").ifPresent(s -> s.lost("what happened to another run"));
    draft.title(kind + " " + name);
    draft.description("Imported from Chaos Mesh: " + kind + " " + name);
    switch (kind) {
      case "Schedule" -> schedule(spec.get(), name);
      case "Workflow" -> new ChaosMeshWorkflow(draft, faults).read(spec.get());
      default -> {
        var _ = faults.read(kind, name, spec.get(), OptionalDouble.empty(), true);
      }
    }
    return Converted.of(name, draft.tree());
  }

  private void schedule(Node spec, String name) {
    Optional<Node> cron = spec.at("schedule");
    cron.filter(c -> dev.ballast.model.experiment.CronFields.problemOf(c.text()).isEmpty())
        .ifPresentOrElse(
            c -> {
              c.mapped();
              draft.put("schedule", Draft.fields("cron", new Tree.Text(c.text())));
            },
            () -> cron.ifPresent(c -> c.lost("only five fields of cron are known here")));
    spec.lost(
        "a server here keeps all results and runs one at a time",
        "historyLimit",
        "concurrencyPolicy",
        "startingDeadlineSeconds");
    var _ = faults.inner(spec, name, OptionalDouble.empty(), true);
  }

  /**
   * The key under which the fields of a kind stand: {@code NetworkChaos} is {@code networkChaos}.
   */
  static String keyOf(String kind) {
    return switch (kind) {
      case "HTTPChaos" -> "httpChaos";
      case "IOChaos" -> "ioChaos";
      case "DNSChaos" -> "dnsChaos";
      case "JVMChaos" -> "jvmChaos";
      case "AWSChaos" -> "awsChaos";
      case "GCPChaos" -> "gcpChaos";
      case "PhysicalMachineChaos" -> "physicalmachineChaos";
      default -> kind.substring(0, 1).toLowerCase(Locale.ROOT) + kind.substring(1);
    };
  }

  static Map<String, Tree> http(String url, String method) {
    Map<String, Tree> provider = new LinkedHashMap<>();
    provider.put("type", new Tree.Text("http"));
    provider.put("url", new Tree.Text(url));
    provider.put("method", new Tree.Text(method));
    return provider;
  }
}
