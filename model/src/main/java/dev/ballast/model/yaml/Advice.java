// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** What to write instead: the last part of a message, or nothing when that cannot be known. */
final class Advice {

  private static final Set<String> YES = Set.of("true", "yes", "on", "y", "1");
  private static final Set<String> NO = Set.of("false", "no", "off", "n", "0");

  private static final int LONGEST_REPAIR = 50;

  private Advice() {}

  /** For a scalar of the wrong type or value, at the key that holds it. */
  static String forValue(Node node, Shape shape, String path) {
    if (!(node instanceof ScalarNode scalar)) {
      return shape instanceof Shape.ListOf list ? forList(node, list) : "";
    }
    return repaired(scalar, shape).map(text -> "Write: " + assigned(path, text)).orElse("");
  }

  private static String forList(Node node, Shape.ListOf want) {
    if (!(node instanceof SequenceNode list)) {
      return "Fix: put a dash before the map, so that it is an item";
    }
    return list.getValue().size() < want.least() ? "Fix: add an item" : "Fix: remove the others";
  }

  private static Optional<String> repaired(ScalarNode scalar, Shape shape) {
    var text = scalar.getValue().strip();
    return switch (shape) {
      case Shape.Text want -> {
        var repair = want.accepts(text) ? text : want.repair().apply(text);
        yield repair.isEmpty() || repair.length() > LONGEST_REPAIR
            ? Optional.empty()
            : Optional.of(asText(repair));
      }
      case Shape.Choice want -> Nearest.to(text, want.words());
      case Shape.Numeric want ->
          asNumber(text)
              .filter(number -> want.accepts(Double.parseDouble(number)))
              .or(() -> Optional.of(want.repair().apply(text)).filter(r -> !r.isEmpty()));
      case Shape.Flag _ -> asFlag(text);
      case Shape.ListOf want when fits(text, want.items()) -> Optional.of("[" + text + "]");
      case Shape.Either want ->
          repaired(scalar, want.one()).or(() -> repaired(scalar, want.other()));
      case Shape.ListOf _, Shape.Fields _, Shape.MapOf _, Shape.Anything _ -> Optional.empty();
    };
  }

  private static boolean fits(String text, Shape shape) {
    return switch (shape) {
      case Shape.Text want -> want.accepts(text);
      case Shape.Either want -> fits(text, want.one()) || fits(text, want.other());
      default -> false;
    };
  }

  /** Text in quotes where YAML would take it for something else. */
  static String asText(String text) {
    var plain = text.matches("[A-Za-z0-9][A-Za-z0-9 _./:-]*[A-Za-z0-9]|[A-Za-z]");
    var other =
        text.matches("-?[0-9.eE+-]+") || text.matches("true|false|null") || text.contains(": ");
    return plain && !other ? text : Texts.quoted(text);
  }

  private static Optional<String> asNumber(String text) {
    var bare = text.replace("_", "").replace(',', '.');
    var number = bare.startsWith("+") ? bare.substring(1) : bare;
    if (number.startsWith(".")) {
      number = "0" + number;
    }
    return number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?")
        ? Optional.of(number)
        : Optional.empty();
  }

  private static Optional<String> asFlag(String text) {
    var word = text.toLowerCase(Locale.ROOT);
    if (YES.contains(word)) {
      return Optional.of("true");
    }
    return NO.contains(word) ? Optional.of("false") : Optional.empty();
  }

  /** For a key that nothing reads: the known one that is near, or the place where it belongs. */
  static String forKey(String key, List<String> free, Shape root, String parent) {
    if (key.equals("<<")) {
      return "Fix: write the keys out, YAML 1.2 has no merge key";
    }
    var near = Nearest.toKey(key, free);
    if (near.isPresent()) {
      return "Write: " + near.get();
    }
    return homeOf(key, root, parent)
        .map(home -> "Fix: move it " + (home.isEmpty() ? "to the top level" : "under " + home))
        .orElse("Fix: remove it");
  }

  /** The nearest map below the root that knows the key; breadth first, so the shallowest wins. */
  private static Optional<String> homeOf(String key, Shape root, String parent) {
    record Spot(String path, Shape shape) {}
    var spots = new ArrayDeque<>(List.of(new Spot("", root)));
    while (!spots.isEmpty()) {
      var spot = spots.remove();
      switch (spot.shape()) {
        case Shape.Fields map -> {
          if (map.names().contains(key) && !spot.path().equals(parent)) {
            return Optional.of(spot.path());
          }
          map.keys().forEach(k -> spots.add(new Spot(join(spot.path(), k.name()), k.shape())));
        }
        case Shape.ListOf list -> spots.add(new Spot(spot.path() + "[0]", list.items()));
        case Shape.Either either -> {
          spots.add(new Spot(spot.path(), either.one()));
          spots.add(new Spot(spot.path(), either.other()));
        }
        default -> {}
      }
    }
    return Optional.empty();
  }

  /** {@code key: value} for the last key of a path; only the value inside a list. */
  static String assigned(String path, String value) {
    var key = path.substring(path.lastIndexOf('.') + 1);
    return key.isEmpty() || key.endsWith("]") ? value : key + ": " + value;
  }

  static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
