// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.rollout.Tree;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Keeps a resource word by word. */
final class Trees {

  private Trees() {}

  static Tree of(Node node) {
    return switch (node) {
      case MappingNode map -> fields(map);
      case SequenceNode list -> new Tree.Items(list.getValue().stream().map(Trees::of).toList());
      case ScalarNode scalar -> scalar(scalar);
      default -> throw new IllegalStateException("an alias that was not expanded");
    };
  }

  private static Tree fields(MappingNode map) {
    Map<String, Tree> entries = new LinkedHashMap<>();
    for (NodeTuple entry : map.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode key) {
        entries.putIfAbsent(key.getValue(), of(entry.getValueNode()));
      }
    }
    return new Tree.Fields(entries);
  }

  private static Tree scalar(ScalarNode node) {
    if (Nodes.isNull(node)) {
      return new Tree.Plain("null");
    }
    return Nodes.isFlag(node) || (Nodes.isNumber(node) && Double.isFinite(Nodes.number(node)))
        ? new Tree.Plain(node.getValue())
        : new Tree.Text(node.getValue());
  }
}
