// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Compares the nodes of one resource with its shape and reports everything that differs. A problem
 * is reported once, where it arises: a misspelt key is not also a missing one, and nothing is said
 * about the inside of a value of the wrong type.
 */
final class Checker {

  private final String file;
  private final Shape root;
  private final Consumer<Problem> report;

  Checker(String file, Shape root, Consumer<Problem> report) {
    this.file = file;
    this.root = root;
    this.report = report;
  }

  void check(Node node, Shape shape, String path) {
    if (!fits(node, shape)) {
      report.accept(misfit(node, shape, path));
      return;
    }
    switch (shape) {
      case Shape.Fields want -> checkFields((MappingNode) node, want, path);
      case Shape.MapOf want -> checkMap((MappingNode) node, want, path);
      case Shape.ListOf want -> checkList((SequenceNode) node, want, path);
      case Shape.Either want -> check(node, alternative(node, want), path);
      case Shape.Anything _ -> checkKeysOnce(node, path);
      case Shape.Text _, Shape.Choice _, Shape.Numeric _, Shape.Flag _ -> {}
    }
  }

  /** Whether a value can be read as the shape; of collections only the outside counts. */
  static boolean fits(Node node, Shape shape) {
    return switch (shape) {
      case Shape.Text want -> Nodes.isText(node) && want.accepts(Nodes.scalar(node));
      case Shape.Choice want -> Nodes.isText(node) && want.accepts(Nodes.scalar(node));
      case Shape.Numeric want -> Nodes.isNumber(node) && want.accepts(Nodes.number(node));
      case Shape.Flag _ -> Nodes.isFlag(node);
      case Shape.Fields _, Shape.MapOf _ -> node instanceof MappingNode;
      case Shape.ListOf want -> {
        var size = Nodes.items(node).size();
        yield node instanceof SequenceNode && size >= want.least() && size <= want.most();
      }
      case Shape.Either want -> fits(node, want.one()) || fits(node, want.other());
      case Shape.Anything _ -> true;
    };
  }

  static Shape alternative(Node node, Shape.Either shape) {
    return fits(node, shape.one()) ? shape.one() : shape.other();
  }

  private Problem misfit(Node node, Shape shape, String path) {
    if (shape instanceof Shape.Either either) {
      if (isKindOf(node, either.one())) {
        return misfit(node, either.one(), path);
      }
      if (isKindOf(node, either.other())) {
        return misfit(node, either.other(), path);
      }
    }
    var place = Nodes.placeOf(file, node);
    var value = shownFor(node, shape);
    var hint = Advice.forValue(node, shape, path);
    return isKindOf(node, shape)
        ? new Problem.BadValue(place, path, value, shape.rule(), hint)
        : new Problem.WrongType(place, path, value, shape.rule(), hint);
  }

  private static String shownFor(Node node, Shape shape) {
    return shape instanceof Shape.ListOf && node instanceof SequenceNode list
        ? list.getValue().size() + (list.getValue().size() == 1 ? " item" : " items")
        : Nodes.shown(node);
  }

  private static boolean isKindOf(Node node, Shape shape) {
    return switch (shape) {
      case Shape.Text _, Shape.Choice _ -> Nodes.isText(node);
      case Shape.Numeric _ -> Nodes.isNumber(node);
      case Shape.Flag _ -> Nodes.isFlag(node);
      case Shape.Fields _, Shape.MapOf _ -> node instanceof MappingNode;
      case Shape.ListOf _ -> node instanceof SequenceNode;
      case Shape.Either either -> isKindOf(node, either.one()) || isKindOf(node, either.other());
      case Shape.Anything _ -> true;
    };
  }

  private void checkList(SequenceNode list, Shape.ListOf want, String path) {
    int index = 0;
    for (Node item : list.getValue()) {
      check(item, want.items(), path + "[" + index++ + "]");
    }
  }

  private void checkMap(MappingNode map, Shape.MapOf want, String path) {
    for (NodeTuple entry : distinct(map, path)) {
      check(entry.getValueNode(), want.values(), Advice.join(path, key(entry)));
    }
  }

  /** Values that are read by nobody still must not hide that a key stands twice. */
  private void checkKeysOnce(Node node, String path) {
    if (node instanceof MappingNode map) {
      for (NodeTuple entry : distinct(map, path)) {
        checkKeysOnce(entry.getValueNode(), Advice.join(path, key(entry)));
      }
    }
    int index = 0;
    for (Node item : Nodes.items(node)) {
      checkKeysOnce(item, path + "[" + index++ + "]");
    }
  }

  private void checkFields(MappingNode map, Shape.Fields want, String path) {
    var known = new HashMap<String, Key>();
    want.keys().forEach(key -> known.put(key.name(), key));
    var present = new HashSet<String>();
    var unknown = new ArrayList<NodeTuple>();
    for (NodeTuple entry : distinct(map, path)) {
      var key = known.get(key(entry));
      if (key == null) {
        if (want.open()) {
          checkKeysOnce(entry.getValueNode(), Advice.join(path, key(entry)));
        } else {
          unknown.add(entry);
        }
      } else if (!Nodes.isNull(entry.getValueNode())) {
        present.add(key.name());
        check(entry.getValueNode(), key.shape(), Advice.join(path, key.name()));
      }
    }
    var meant = reportUnknown(unknown, want, present, path);
    var written = new HashSet<>(present);
    written.addAll(meant);
    var empty = reportMissing(map, want, written, path);
    written.addAll(empty);
    for (Rule rule : want.rules()) {
      written.removeAll(checkRule(map, rule, written, path));
    }
  }

  /** Reports the unknown keys; returns the known ones that they probably are. */
  private Set<String> reportUnknown(
      List<NodeTuple> unknown, Shape.Fields want, Set<String> present, String path) {
    var meant = new HashSet<String>();
    var free = want.names().stream().filter(name -> !present.contains(name)).toList();
    for (NodeTuple entry : unknown) {
      var key = key(entry);
      Nearest.toKey(key, free).ifPresent(meant::add);
      report.accept(
          new Problem.UnknownKey(
              Nodes.placeOf(file, entry.getKeyNode()),
              Advice.join(path, key),
              want.names(),
              Advice.forKey(key, free, root, path)));
    }
    return meant;
  }

  private Set<String> reportMissing(
      MappingNode map, Shape.Fields want, Set<String> written, String path) {
    var missing = new HashSet<String>();
    for (Key key : want.keys()) {
      if (key.required() && !written.contains(key.name())) {
        missing.add(key.name());
        report.accept(missing(map, key, path));
      }
    }
    return missing;
  }

  private Problem missing(MappingNode map, Key key, String path) {
    var place =
        Nodes.entry(map, key.name())
            .map(entry -> Nodes.placeOf(file, entry.getKeyNode()))
            .orElse(Nodes.placeOf(file, map));
    var hint = key.example().isEmpty() ? "" : "Write: " + key.name() + ": " + key.example();
    return new Problem.MissingKey(place, Advice.join(path, key.name()), key.shape().rule(), hint);
  }

  /** Returns the keys that are one too many, so that nothing more is asked because of them. */
  private Set<String> checkRule(MappingNode map, Rule rule, Set<String> written, String path) {
    return switch (rule) {
      case Rule.ExactlyOne(List<String> keys) -> {
        if (keys.stream().noneMatch(written::contains)) {
          report.accept(
              new Problem.MissingKey(
                  Nodes.placeOf(file, map),
                  Advice.join(path, String.join(" or ", keys)),
                  "exactly one of them",
                  "Fix: add one"));
        }
        yield reportAllButFirst(map, keys, written, path);
      }
      case Rule.AtMostOne(List<String> keys) -> reportAllButFirst(map, keys, written, path);
      case Rule.Needs(String key, String other) -> {
        if (written.contains(key) && !written.contains(other)) {
          report.accept(
              new Problem.MissingKey(
                  Nodes.entry(map, key)
                      .map(entry -> Nodes.placeOf(file, entry.getKeyNode()))
                      .orElse(Nodes.placeOf(file, map)),
                  Advice.join(path, other),
                  other + " beside " + key,
                  "Fix: add " + other));
        }
        yield Set.of();
      }
    };
  }

  private Set<String> reportAllButFirst(
      MappingNode map, List<String> keys, Set<String> written, String path) {
    var chosen =
        map.getValue().stream()
            .filter(entry -> keys.contains(key(entry)) && written.contains(key(entry)))
            .toList();
    var surplus = new HashSet<String>();
    for (NodeTuple entry : chosen.stream().skip(1).toList()) {
      surplus.add(key(entry));
      report.accept(
          new Problem.BadValue(
              Nodes.placeOf(file, entry.getKeyNode()),
              Advice.join(path, key(entry)),
              "beside " + key(chosen.getFirst()),
              "only one of " + String.join(", ", keys),
              "Fix: remove one"));
    }
    return surplus;
  }

  /** The entries with a scalar key, each key once; what is left out is reported. */
  private List<NodeTuple> distinct(MappingNode map, String path) {
    Map<String, NodeTuple> first = new HashMap<>();
    var kept = new ArrayList<NodeTuple>();
    for (NodeTuple entry : map.getValue()) {
      var place = Nodes.placeOf(file, entry.getKeyNode());
      if (!(entry.getKeyNode() instanceof ScalarNode)) {
        var value = Nodes.shown(entry.getKeyNode());
        report.accept(
            new Problem.WrongType(place, Advice.join(path, "?"), value, "text as a key", ""));
        continue;
      }
      var earlier = first.putIfAbsent(key(entry), entry);
      if (earlier == null) {
        kept.add(entry);
      } else {
        var line = Nodes.placeOf(file, earlier.getKeyNode()).line();
        report.accept(
            new Problem.Duplicate(
                place,
                Advice.join(path, key(entry)),
                "a second time",
                "each key once; the first is in line " + line,
                "Fix: remove one",
                Severity.ERROR));
      }
    }
    return kept;
  }

  private static String key(NodeTuple entry) {
    return entry.getKeyNode() instanceof ScalarNode name ? name.getValue() : "?";
  }
}
