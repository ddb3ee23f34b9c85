// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** What the reader asks of YAML nodes. */
final class Nodes {

  private Nodes() {}

  static Place placeOf(String file, Node node) {
    return node.getStartMark()
        .map(mark -> new Place(file, mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(Place.wholeFile(file));
  }

  static boolean isNull(Node node) {
    return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
  }

  static boolean isText(Node node) {
    return node instanceof ScalarNode && node.getTag().equals(Tag.STR);
  }

  static boolean isNumber(Node node) {
    return node instanceof ScalarNode
        && (node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT));
  }

  static boolean isFlag(Node node) {
    return node instanceof ScalarNode && node.getTag().equals(Tag.BOOL);
  }

  static String scalar(Node node) {
    return ((ScalarNode) node).getValue();
  }

  static double number(Node node) {
    var text = scalar(node);
    return switch (text) {
      case ".inf", "-.inf", ".nan" -> Double.NaN;
      default -> Double.parseDouble(text);
    };
  }

  /** The value of the first key of this name, unless it is null. */
  static Optional<Node> child(Node node, String key) {
    return entry(node, key).map(NodeTuple::getValueNode).filter(value -> !isNull(value));
  }

  static Optional<NodeTuple> entry(Node node, String key) {
    return entries(node).stream().filter(entry -> isKey(entry, key)).findFirst();
  }

  static boolean isKey(NodeTuple entry, String key) {
    return entry.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key);
  }

  static List<NodeTuple> entries(Node node) {
    return node instanceof MappingNode map ? map.getValue() : List.of();
  }

  static List<Node> items(Node node) {
    return node instanceof SequenceNode list ? list.getValue() : List.of();
  }

  /** A value as messages show it. */
  static String shown(Node node) {
    if (isNull(node)) {
      return "nothing";
    }
    return switch (node) {
      case ScalarNode scalar ->
          isNumber(node) || isFlag(node) ? scalar.getValue() : Texts.quoted(scalar.getValue());
      case MappingNode _ -> "a map";
      case SequenceNode _ -> "a list";
      default -> "an alias";
    };
  }
}
