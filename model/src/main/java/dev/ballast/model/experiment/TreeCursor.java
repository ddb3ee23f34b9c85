// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.experiment;

import dev.ballast.model.rollout.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A value that knows its path and reports what does not fit. */
final class TreeCursor {

  private final Tree tree;
  private final String path;
  private final Consumer<Finding> report;

  TreeCursor(Tree tree, String path, Consumer<Finding> report) {
    this.tree = tree;
    this.path = path;
    this.report = report;
  }

  Tree tree() {
    return tree;
  }

  String path() {
    return path;
  }

  boolean isMap() {
    return tree instanceof Tree.Fields;
  }

  boolean isText() {
    return tree instanceof Tree.Text;
  }

  static boolean isNull(Tree tree) {
    return tree instanceof Tree.Plain(String value) && value.equals("null");
  }

  /** The value of a key, unless it is null or absent. */
  Optional<TreeCursor> at(String key) {
    if (tree instanceof Tree.Fields(var entries)) {
      Tree value = entries.get(key);
      if (value != null && !isNull(value)) {
        return Optional.of(new TreeCursor(value, TreePath.key(path, key), report));
      }
    }
    return Optional.empty();
  }

  boolean has(String key) {
    return at(key).isPresent();
  }

  /** Text; anything else is reported. */
  String text(String key, String otherwise) {
    var value = at(key);
    if (value.isEmpty()) {
      return otherwise;
    }
    return switch (value.get().tree) {
      case Tree.Text(String text) -> text;
      case Tree.Plain _, Tree.Fields _, Tree.Items _ -> {
        value.get().wrong("text");
        yield otherwise;
      }
    };
  }

  /** Text that has to be there and not empty. */
  String required(String key, String about) {
    String text = text(key, "");
    if (!has(key)) {
      error("has no " + key + " (expected: " + about + "). Fix: add " + key);
    } else if (text.isEmpty() && at(key).filter(TreeCursor::isText).isPresent()) {
      error(key + " is empty (expected: " + about + ")");
    }
    return text;
  }

  boolean flag(String key, boolean otherwise) {
    var value = at(key);
    if (value.isEmpty()) {
      return otherwise;
    }
    if (value.get().tree instanceof Tree.Plain(String word)
        && (word.equals("true") || word.equals("false"))) {
      return Boolean.parseBoolean(word);
    }
    value.get().wrong("true or false");
    return otherwise;
  }

  OptionalDouble number(String key) {
    var value = at(key);
    if (value.isEmpty()) {
      return OptionalDouble.empty();
    }
    var number = numberOf(value.get().tree);
    if (number.isEmpty()) {
      value.get().wrong("a number");
    }
    return number;
  }

  static OptionalDouble numberOf(Tree tree) {
    if (tree instanceof Tree.Plain(String word) && !word.matches("true|false|null")) {
      try {
        return OptionalDouble.of(Double.parseDouble(word));
      } catch (NumberFormatException _) {
        return OptionalDouble.empty();
      }
    }
    return OptionalDouble.empty();
  }

  List<TreeCursor> items(String key) {
    return at(key).map(TreeCursor::items).orElse(List.of());
  }

  List<TreeCursor> items() {
    if (tree instanceof Tree.Items(var items)) {
      List<TreeCursor> all = new ArrayList<>();
      for (int i = 0; i < items.size(); i++) {
        all.add(new TreeCursor(items.get(i), TreePath.item(path, i), report));
      }
      return all;
    }
    wrong("a list");
    return List.of();
  }

  Map<String, TreeCursor> entries() {
    Map<String, TreeCursor> all = new LinkedHashMap<>();
    if (tree instanceof Tree.Fields(var entries)) {
      entries.forEach(
          (key, value) -> all.put(key, new TreeCursor(value, TreePath.key(path, key), report)));
    } else {
      wrong("a map");
    }
    return all;
  }

  /** Keys that nobody reads are said, not passed over. */
  void knows(Set<String> keys) {
    if (tree instanceof Tree.Fields(var entries)) {
      for (String key : entries.keySet()) {
        if (!keys.contains(key)) {
          report.accept(
              new Finding(
                  TreePath.key(path, key),
                  false,
                  "not known, so not used (known: "
                      + String.join(", ", new TreeSet<>(keys))
                      + ")"));
        }
      }
    }
  }

  void wrong(String expected) {
    String json = tree.json();
    String shown = json.length() > 60 ? json.substring(0, 57) + "..." : json;
    error(shown + " (expected: " + expected + ")");
  }

  void error(String text) {
    report.accept(new Finding(path, true, text));
  }

  void warn(String text) {
    report.accept(new Finding(path, false, text));
  }
}
