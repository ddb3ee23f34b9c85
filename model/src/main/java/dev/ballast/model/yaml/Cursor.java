// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A value in a file that knows its place, path and shape. It gives only what fits its shape: what
 * does not was reported when the file was checked, so a reader of values never reports twice.
 */
final class Cursor {

  private final String file;
  private final Node node;
  private final Shape shape;
  private final String path;

  Cursor(String file, Node node, Shape shape, String path) {
    this.file = file;
    this.node = node;
    this.shape = shape;
    this.path = path;
  }

  Place place() {
    return Nodes.placeOf(file, node);
  }

  String path() {
    return path;
  }

  /** Where a key of this map stands; the map's own place when it has no such key. */
  Place placeOf(String key) {
    return Nodes.entry(node, key)
        .map(entry -> Nodes.placeOf(file, entry.getKeyNode()))
        .orElse(place());
  }

  /** Whether a key is there with a value, fitting or not. */
  boolean has(String key) {
    return Nodes.child(node, key).isPresent();
  }

  /** The value of a key, when it is there and fits. */
  Optional<Cursor> at(String key) {
    return Nodes.child(node, key)
        .flatMap(value -> fitting(value, shapeOf(key), Advice.join(path, key)));
  }

  /** The items that fit, when this is a list. */
  List<Cursor> items() {
    var fitting = new ArrayList<Cursor>();
    var items = Nodes.items(node);
    for (int i = 0; i < items.size(); i++) {
      fitting(items.get(i), itemShape(), path + "[" + i + "]").ifPresent(fitting::add);
    }
    return fitting;
  }

  /** How many items this list has, fitting or not. */
  int size() {
    return Nodes.items(node).size();
  }

  List<Cursor> items(String key) {
    return at(key).map(Cursor::items).orElse(List.of());
  }

  /** The entries that fit, when this is a map, in their order. */
  Map<String, Cursor> entries() {
    var fitting = new LinkedHashMap<String, Cursor>();
    for (NodeTuple entry : Nodes.entries(node)) {
      if (entry.getKeyNode() instanceof ScalarNode name && !Nodes.isNull(entry.getValueNode())) {
        var key = name.getValue();
        fitting(entry.getValueNode(), shapeOf(key), Advice.join(path, key))
            .ifPresent(value -> fitting.putIfAbsent(key, value));
      }
    }
    return fitting;
  }

  /** Keys of an open map that its shape does not know. */
  List<String> strangers() {
    if (!isClosedWorld() || !(shape instanceof Shape.Fields fields) || !fields.open()) {
      return List.of();
    }
    var names = fields.names();
    return keys().filter(key -> !names.contains(key)).toList();
  }

  /** Keys that the shape knows and this map does not have. */
  List<String> freeKeys() {
    var present = keys().toList();
    return shape instanceof Shape.Fields fields
        ? fields.names().stream().filter(name -> !present.contains(name)).toList()
        : List.of();
  }

  /** Whether its shape knows any key at all, so that others are worth a word. */
  boolean isClosedWorld() {
    return shape instanceof Shape.Fields fields && !fields.keys().isEmpty();
  }

  private Stream<String> keys() {
    return Nodes.entries(node).stream()
        .map(NodeTuple::getKeyNode)
        .filter(ScalarNode.class::isInstance)
        .map(Nodes::scalar);
  }

  /** The scalar itself, as written; empty for a collection. */
  String scalar() {
    return node instanceof ScalarNode text ? text.getValue() : "";
  }

  boolean isScalar() {
    return node instanceof ScalarNode;
  }

  Optional<String> text(String key) {
    return at(key).filter(Cursor::isScalar).map(Cursor::scalar);
  }

  OptionalDouble number(String key) {
    return at(key)
        .filter(value -> Nodes.isNumber(value.node))
        .map(value -> OptionalDouble.of(Nodes.number(value.node)))
        .orElse(OptionalDouble.empty());
  }

  boolean flag(String key, boolean otherwise) {
    return at(key).map(value -> Boolean.parseBoolean(value.scalar())).orElse(otherwise);
  }

  /** The value word by word. */
  dev.ballast.model.rollout.Tree tree() {
    return Trees.of(node);
  }

  /** The value as messages show it. */
  String shown() {
    return Nodes.shown(node);
  }

  /** A problem of this value. */
  Problem badValue(String rule, String hint) {
    return new Problem.BadValue(place(), path, shown(), rule, hint);
  }

  private static Optional<Cursor> shaped(String file, Node value, Shape shape, String path) {
    return Checker.fits(value, shape)
        ? Optional.of(new Cursor(file, value, resolved(value, shape), path))
        : Optional.empty();
  }

  private Optional<Cursor> fitting(Node value, Shape want, String at) {
    return shaped(file, value, want, at);
  }

  private static Shape resolved(Node value, Shape shape) {
    return shape instanceof Shape.Either either
        ? resolved(value, Checker.alternative(value, either))
        : shape;
  }

  private Shape shapeOf(String key) {
    return switch (shape) {
      case Shape.Fields fields ->
          fields.keys().stream()
              .filter(k -> k.name().equals(key))
              .map(Key::shape)
              .findFirst()
              .orElse(new Shape.Anything("anything"));
      case Shape.MapOf map -> map.values();
      default -> new Shape.Anything("anything");
    };
  }

  private Shape itemShape() {
    return shape instanceof Shape.ListOf list ? list.items() : new Shape.Anything("anything");
  }
}
