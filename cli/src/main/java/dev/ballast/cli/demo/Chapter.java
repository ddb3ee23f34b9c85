// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one pattern did in a run, in one sentence, with what shows it.
 *
 * @param pattern a verb: predict, detect, explain …
 * @param evidence where it can be looked up: an incident, a query, a decision, a version
 * @param problems how the sentence differs from what was really done; empty when it is true
 * @param figures the same in numbers, for scripts; may be empty
 */
record Chapter(
    String pattern, String text, List<String> evidence, List<String> problems, ObjectNode figures) {

  Chapter(String pattern, String text, List<String> evidence, List<String> problems) {
    this(pattern, text, evidence, problems, JsonNodeFactory.instance.objectNode());
  }

  Chapter {
    evidence = List.copyOf(evidence);
    problems = List.copyOf(problems);
  }

  ObjectNode document() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("pattern", pattern);
    node.put("text", text);
    ArrayNode shown = node.putArray("evidence");
    evidence.forEach(shown::add);
    node.put("true", problems.isEmpty());
    if (!figures.isEmpty()) {
      node.set("figures", figures);
    }
    return node;
  }
}
