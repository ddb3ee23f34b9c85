// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import dev.ballast.model.rollout.Tree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Chaos Toolkit's experiments: ours in nearly every word. */
final class ToolkitImport {

  private static final Set<String> KEPT =
      Set.of(
          "version",
          "title",
          "description",
          "service",
          "tags",
          "contributions",
          "configuration",
          "secrets",
          "controls",
          "steady-state-hypothesis",
          "method",
          "rollbacks",
          "runtime",
          "stopWhen",
          "schedule");

  Converted read(Node node) {
    Map<String, Tree> kept = new LinkedHashMap<>();
    node.entries()
        .forEach(
            (key, value) -> {
              if (KEPT.contains(key)) {
                value.mapped();
                kept.put(key, value.tree());
              } else {
                value.lost("not known here, so not used");
              }
            });
    node.at("controls").ifPresent(c -> c.lost(CONTROLS));
    node.at("steady-state-hypothesis").ifPresent(s -> activities(s, "probes"));
    activities(node, "method");
    activities(node, "rollbacks");
    node.at("configuration").ifPresent(c -> c.entries().values().forEach(ToolkitImport::activity));
    node.at("secrets").ifPresent(ToolkitImport::secrets);
    return Converted.of(node.text("title"), new Tree.Fields(kept));
  }

  private static final String CONTROLS = "controls are Python code: reported, never run";

  private static void activities(Node node, String key) {
    node.at("controls").filter(_ -> key.equals("probes")).ifPresent(c -> c.lost(CONTROLS));
    node.items(key).forEach(ToolkitImport::activity);
  }

  private static void activity(Node activity) {
    activity.at("controls").ifPresent(c -> c.lost(CONTROLS));
    for (String inert : new String[] {"secret", "secrets", "configuration"}) {
      activity.at(inert).ifPresent(s -> s.lost("every placeholder sees all values here"));
    }
    activity.at("tolerance").filter(Node::isMap).ifPresent(ToolkitImport::activity);
    var provider = activity.at("provider").filter(Node::isMap);
    if (provider.isEmpty()) {
      return;
    }
    String call = provider.get().text("module") + "." + provider.get().text("func");
    if (provider.get().text("type").equals("python") && !PythonFunctions.isKnown(call)) {
      provider.get().lost("the Python function " + call + " is not run here");
    }
    provider.get().at("secrets").ifPresent(s -> s.lost("every placeholder sees all values here"));
  }

  private static void secrets(Node secrets) {
    secrets
        .entries()
        .values()
        .forEach(
            group -> {
              vault(group);
              group.entries().values().forEach(ToolkitImport::vault);
            });
  }

  private static void vault(Node secret) {
    if (secret.text("type").equals("vault")) {
      secret.lost("a vault is not opened here");
    }
  }
}
