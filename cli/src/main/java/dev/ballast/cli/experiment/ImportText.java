// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.experiment;

import dev.ballast.cli.terminal.Yaml;
import dev.ballast.connect.chaos.Imported;
import dev.ballast.connect.chaos.Mapping;
import dev.ballast.model.experiment.Finding;
import dev.ballast.model.rollout.Tree;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An import as a resource, and what became of every value. */
final class ImportText {

  private ImportText() {}

  static String word(Mapping.Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The resource in YAML, which {@code ballast experiment run} takes. */
  static String yaml(Imported one) {
    Map<String, Tree> spec = new LinkedHashMap<>();
    if (one.spec() instanceof Tree.Fields(var entries)) {
      entries.forEach(
          (key, value) ->
              spec.put(key.equals("steady-state-hypothesis") ? "steadyState" : key, value));
    }
    Map<String, Tree> resource = new LinkedHashMap<>();
    resource.put("apiVersion", new Tree.Text("ballast.dev/v1"));
    resource.put("kind", new Tree.Text("Experiment"));
    resource.put("metadata", new Tree.Fields(Map.of("name", new Tree.Text(one.name()))));
    resource.put("spec", new Tree.Fields(spec));
    return Yaml.write(JsonMapper.shared().readTree(new Tree.Fields(resource).json()));
  }

  static ObjectNode document(Imported one) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("format", one.format().word());
    document.put("name", one.name());
    document.put("refused", one.refused());
    document.set("experiment", JsonMapper.shared().readTree(one.spec().json()));
    for (Mapping.Outcome outcome : Mapping.Outcome.values()) {
      document.put(outcome.name().toLowerCase(Locale.ROOT), one.count(outcome));
    }
    ArrayNode findings = document.putArray("findings");
    for (Finding finding : one.reading().findings()) {
      ObjectNode node = findings.addObject();
      node.put("path", finding.path());
      node.put("error", finding.error());
      node.put("text", finding.text());
    }
    ArrayNode lines = document.putArray("values");
    for (Mapping.Line line : one.lines()) {
      ObjectNode node = lines.addObject();
      node.put("path", line.path());
      node.put("outcome", line.outcome().name().toLowerCase(Locale.ROOT));
      node.put("reason", line.reason());
    }
    return document;
  }

  /** The report for people: what is not as it was. */
  static String report(Imported one) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s, %s: %d values mapped, %d approximated, %d not mapped%n",
            one.format().word(),
            one.name().isEmpty() ? "refused" : one.name(),
            one.count(Mapping.Outcome.MAPPED),
            one.count(Mapping.Outcome.APPROXIMATED),
            one.count(Mapping.Outcome.NOT_MAPPED)));
    if (!one.refused().isEmpty()) {
      text.append("  refused: ").append(one.refused()).append('\n');
    }
    one.reading().errors().forEach(e -> text.append("  invalid: ").append(e).append('\n'));
    for (Mapping.Line line : one.lines()) {
      if (line.outcome() != Mapping.Outcome.MAPPED) {
        text.append("  ").append(word(line.outcome())).append(": ").append(line.path());
        text.append(": ").append(line.reason()).append('\n');
      }
    }
    return text.toString();
  }
}
