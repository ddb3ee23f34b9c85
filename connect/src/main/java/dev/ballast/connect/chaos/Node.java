// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import dev.ballast.model.experiment.TreePath;
import dev.ballast.model.rollout.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/** A value of somebody else's file with its path; who takes it says what became of it. */
record Node(Tree tree, String path, Mapping mapping) {

  boolean isMap() {
    return tree instanceof Tree.Fields;
  }

  boolean isEmpty() {
    return switch (tree) {
      case Tree.Fields(var entries) -> entries.isEmpty();
      case Tree.Items(var items) -> items.isEmpty();
      case Tree.Text(String text) -> text.isBlank();
      case Tree.Plain(String word) -> word.equals("null");
    };
  }

  /** The value of a key; nothing where it is absent or says nothing. */
  Optional<Node> at(String key) {
    return tree instanceof Tree.Fields(var entries) && entries.get(key) != null
        ? Optional.of(
                new Node(
                    Objects.requireNonNull(entries.get(key)), TreePath.key(path, key), mapping))
            .filter(node -> !node.isEmpty())
        : Optional.empty();
  }

  /** The value at the end of some keys. */
  Optional<Node> at(String first, String... more) {
    Optional<Node> node = at(first);
    for (String key : more) {
      node = node.flatMap(n -> n.at(key));
    }
    return node;
  }

  boolean has(String key) {
    return at(key).isPresent();
  }

  List<Node> items() {
    List<Node> all = new ArrayList<>();
    if (tree instanceof Tree.Items(var items)) {
      for (int i = 0; i < items.size(); i++) {
        all.add(new Node(items.get(i), TreePath.item(path, i), mapping));
      }
    }
    return all;
  }

  List<Node> items(String key) {
    return at(key).map(Node::items).orElse(List.of());
  }

  Map<String, Node> entries() {
    Map<String, Node> all = new LinkedHashMap<>();
    if (tree instanceof Tree.Fields(var entries)) {
      entries.forEach(
          (key, value) -> all.put(key, new Node(value, TreePath.key(path, key), mapping)));
    }
    return all;
  }

  /** Text, or a number or flag as written; empty for anything else. */
  String text() {
    return switch (tree) {
      case Tree.Text(String text) -> text.strip();
      case Tree.Plain(String word) -> word.equals("null") ? "" : word;
      case Tree.Fields _, Tree.Items _ -> "";
    };
  }

  String text(String key) {
    return at(key).map(Node::text).orElse("");
  }

  OptionalDouble number() {
    return Units.number(text());
  }

  void mapped() {
    mapping.mapped(path);
  }

  void approximated(String reason) {
    mapping.approximated(path, reason);
  }

  void lost(String reason) {
    mapping.lost(path, reason);
  }

  /** Says the same of several keys. */
  void lost(String reason, String... keys) {
    for (String key : keys) {
      mapping.lost(TreePath.key(path, key), reason);
    }
  }

  void mapped(String... keys) {
    for (String key : keys) {
      mapping.mapped(TreePath.key(path, key));
    }
  }
}
