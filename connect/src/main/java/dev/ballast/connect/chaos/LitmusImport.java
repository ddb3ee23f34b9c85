// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import dev.ballast.model.rollout.Tree;
import dev.ballast.model.yaml.ForeignDocuments;
import dev.ballast.model.yaml.Source;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Litmus' engines and faults, and Argo's workflows of them. */
final class LitmusImport {

  private static final String CLUSTER = "for Kubernetes, which is not asked here";

  private final Draft draft = new Draft();
  private final LitmusFaults faults;
  private final LitmusProbes probes = new LitmusProbes(draft);

  LitmusImport(String service) {
    this.faults = new LitmusFaults(draft, new Targets(service));
  }

  Converted read(Node node) {
    String kind = node.text("kind");
    String name = node.at("metadata", "name").map(Node::text).orElse(kind);
    if (!kind.equals("ChaosEngine") && !kind.equals("ChaosExperiment") && !isWorkflow(kind)) {
      return Converted.refused("a " + kind + " is no experiment that is known here");
    }
    String version = isWorkflow(kind) ? "argoproj.io/v1alpha1" : "litmuschaos.io/v1alpha1";
    if (!node.text("apiVersion").equals(version)) {
      return Converted.refused("its apiVersion is not " + version);
    }
    if (node.at("spec").filter(Node::isMap).isEmpty()) {
      return Converted.refused("it has no spec");
    }
    if (kind.equals("ChaosEngine") && node.at("spec").get().items("experiments").isEmpty()) {
      return Converted.refused("it has no experiments");
    }
    node.mapped("apiVersion", "kind");
    node.at("metadata").ifPresent(m -> m.lost("names and labels of Kubernetes"));
    node.at("metadata", "name")
        .or(() -> node.at("metadata", "generateName"))
        .ifPresent(Node::mapped);
    node.at("status").ifPresent(s -> s.lost("what happened to another run"));
    String shown = node.at("metadata", "generateName").map(Node::text).orElse(name);
    draft.title(kind + " " + shown);
    draft.description("Imported from Litmus: " + kind + " " + shown);
    node.at("description", "message")
        .ifPresent(
            message -> {
              message.mapped();
              draft.description(message.text());
            });
    switch (kind) {
      case "ChaosEngine" -> engine(node.at("spec").get());
      case "ChaosExperiment" -> definition(name, node.at("spec").get());
      default -> workflow(node.at("spec").get(), kind);
    }
    return Converted.of(shown, draft.tree());
  }

  private static boolean isWorkflow(String kind) {
    return kind.equals("Workflow") || kind.equals("CronWorkflow");
  }

  private void engine(Node spec) {
    spec.lost(CLUSTER, "chaosServiceAccount", "annotationCheck", "jobCleanUpPolicy", "components");
    spec.lost("it is run by ballast experiment run, or by a schedule", "engineState");
    spec.lost(CLUSTER, "terminationGracePeriodSeconds", "monitoring", "auxiliaryAppInfo");
    spec.at("appinfo").ifPresent(a -> a.lost(Targets.NO_PODS));
    Optional<Node> label = spec.at("appinfo", "applabel").or(() -> spec.at("selectors", "pods"));
    for (Node experiment : spec.items("experiments")) {
      experiment.at("spec", "components").ifPresent(c -> c.lost(CLUSTER));
      experiment.mapped("name");
      faults.read(experiment.text("name"), experiment.at("spec", "components", "env"), label);
      experiment.at("spec").stream().flatMap(s -> s.items("probe").stream()).forEach(probes::read);
    }
  }

  private void definition(String name, Node spec) {
    spec.at("definition").ifPresent(d -> d.lost(CLUSTER));
    faults.read(name, spec.at("definition", "env"), Optional.empty());
  }

  private void workflow(Node spec, String kind) {
    Node flow = kind.equals("CronWorkflow") ? spec.at("workflowSpec").orElse(spec) : spec;
    spec.at("schedule")
        .filter(c -> dev.ballast.model.experiment.CronFields.problemOf(c.text()).isEmpty())
        .ifPresent(
            c -> {
              c.mapped();
              draft.put("schedule", Draft.fields("cron", new Tree.Text(c.text())));
            });
    String order = "faults come in the order of the templates here";
    flow.lost(order, "entrypoint");
    flow.lost(CLUSTER, "serviceAccountName", "securityContext", "podGC", "onExit");
    Map<String, Node> parameters = new LinkedHashMap<>();
    flow.at("arguments").ifPresent(a -> a.lost("no document in it asks for it"));
    flow.at("arguments").stream()
        .flatMap(a -> a.items("parameters").stream())
        .forEach(p -> parameters.put(p.text("name"), p));
    int found = 0;
    for (Node template : flow.items("templates")) {
      template.lost(order, "name", "steps", "dag");
      template.lost("containers are not run here", "container", "script", "metadata");
      template.at("inputs").ifPresent(i -> i.lost("only documents of Litmus in it are read"));
      for (Node artifact :
          template.at("inputs").stream().flatMap(i -> i.items("artifacts").stream()).toList()) {
        var data = artifact.at("raw", "data");
        if (data.isPresent()) {
          found += embedded(data.get(), parameters);
        }
      }
    }
    if (found == 0) {
      draft.unsupported("workflow", kind, "no ChaosEngine is in it", 0);
    }
  }

  /** Reads documents in a text; answers how many engines were among them. */
  private int embedded(Node data, Map<String, Node> parameters) {
    String text = data.text();
    for (Map.Entry<String, Node> one : parameters.entrySet()) {
      String asked = "{{workflow.parameters." + one.getKey() + "}}";
      String value = one.getValue().text("value");
      text = text.replace(asked, value);
    }
    int engines = 0;
    for (Tree tree : ForeignDocuments.of(Source.of("embedded", text)).documents()) {
      Mapping mapping = new Mapping();
      String root = data.path() + "!";
      Node document = new Node(tree, root, mapping);
      if (tree.text("kind").equals("ChaosEngine")
          && document.at("spec").filter(Node::isMap).isPresent()) {
        document.mapped("apiVersion", "kind");
        document.at("metadata").ifPresent(m -> m.lost("names and labels of Kubernetes"));
        engine(document.at("spec").get());
        data.mapped();
        engines++;
      } else {
        document.lost("a definition: what the engine says counts");
      }
      data.mapping().nested(mapping.lines(root, tree));
    }
    return engines;
  }
}
