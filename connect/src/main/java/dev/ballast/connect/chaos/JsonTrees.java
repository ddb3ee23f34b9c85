// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import dev.ballast.model.rollout.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as trees. */
public final class JsonTrees {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private JsonTrees() {}

  /** A text as JSON; empty when it is none. */
  public static Optional<Tree> read(String text) {
    try {
      return Optional.of(of(MAPPER.readTree(text)));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  static Tree of(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        Map<String, Tree> map = new LinkedHashMap<>();
        node.properties().forEach(entry -> map.put(entry.getKey(), of(entry.getValue())));
        yield new Tree.Fields(map);
      }
      case ARRAY -> {
        List<Tree> list = new ArrayList<>();
        node.values().forEach(value -> list.add(of(value)));
        yield new Tree.Items(list);
      }
      case BOOLEAN, NUMBER -> new Tree.Plain(node.toString());
      case NULL, MISSING -> new Tree.Plain("null");
      case STRING, BINARY, POJO -> new Tree.Text(node.asString());
    };
  }
}
