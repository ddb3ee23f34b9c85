// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.rollout;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A resource as it was written, so that nothing of it is lost: what Ballast does not act upon (an
 * Istio policy, labels) still reaches whoever does.
 */
public sealed interface Tree {

  /** A map with its keys in their order. */
  record Fields(Map<String, Tree> entries) implements Tree {
    public Fields {
      entries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String json() {
      return entries.entrySet().stream()
          .map(entry -> quoted(entry.getKey()) + ": " + entry.getValue().json())
          .collect(Collectors.joining(", ", "{", "}"));
    }
  }

  /** A list. */
  record Items(List<Tree> items) implements Tree {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public String json() {
      return items.stream().map(Tree::json).collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /** Text. */
  record Text(String value) implements Tree {
    @Override
    public String json() {
      return quoted(value);
    }
  }

  /** A number, true, false or null, as written in JSON. */
  record Plain(String value) implements Tree {
    @Override
    public String json() {
      return value;
    }
  }

  /** As JSON in one line, which is YAML as well. */
  String json();

  /** The text at the end of a path of keys; empty when there is none. */
  default String text(String... path) {
    Tree at = this;
    for (String key : path) {
      if (!(at instanceof Fields(var entries)) || entries.get(key) == null) {
        return "";
      }
      at = java.util.Objects.requireNonNull(entries.get(key));
    }
    return at instanceof Text(String value) ? value : "";
  }

  /** As maps, lists and texts. */
  default Object value() {
    return switch (this) {
      case Fields(var entries) -> {
        Map<String, Object> values = new LinkedHashMap<>();
        entries.forEach((key, tree) -> values.put(key, tree.value()));
        yield values;
      }
      case Items(var items) -> items.stream().map(Tree::value).toList();
      case Text(String text) -> text;
      case Plain(String text) -> text;
    };
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < ' ') {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
