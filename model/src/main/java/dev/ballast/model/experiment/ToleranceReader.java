// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.experiment;

import dev.ballast.model.rollout.Tree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads what the answer of a probe has to be. */
final class ToleranceReader {

  private final ActivityReader activities;

  ToleranceReader(ActivityReader activities) {
    this.activities = activities;
  }

  Tolerance read(TreeCursor at) {
    return switch (at.tree()) {
      case Tree.Text _, Tree.Plain _ -> new Tolerance.Exactly(at.tree());
      case Tree.Items(var items) -> list(at, items);
      case Tree.Fields _ -> typed(at);
    };
  }

  private static Tolerance list(TreeCursor at, List<Tree> items) {
    if (items.isEmpty()) {
      at.wrong("two bounds, or the values that are allowed");
      return new Tolerance.None();
    }
    if (items.size() == 2) {
      var low = TreeCursor.numberOf(items.getFirst());
      var high = TreeCursor.numberOf(items.getLast());
      if (low.isPresent() && high.isPresent()) {
        if (low.getAsDouble() > high.getAsDouble()) {
          at.wrong("the lower bound first");
        }
        return new Tolerance.Between(low.getAsDouble(), high.getAsDouble(), at.tree());
      }
    }
    return new Tolerance.OneOf(items);
  }

  private Tolerance typed(TreeCursor at) {
    return switch (at.required("type", "probe, regex, jsonpath or range")) {
      case "probe" ->
          activities
              .read(at, false)
              .<Tolerance>map(Tolerance.Probe::new)
              .orElse(new Tolerance.None());
      case "regex" -> regex(at);
      case "jsonpath" -> path(at);
      case "range" -> range(at);
      case "" -> new Tolerance.None();
      default -> {
        at.at("type").ifPresent(value -> value.wrong("probe, regex, jsonpath or range"));
        yield new Tolerance.None();
      }
    };
  }

  private static Tolerance regex(TreeCursor at) {
    at.knows(Set.of("type", "name", "pattern", "target"));
    String pattern = at.required("pattern", "a regular expression");
    try {
      String shown = pattern.contains("${") ? "" : pattern; // Known when it is filled in.
      var _ = Pattern.compile(shown);
      return new Tolerance.Matches(pattern, at.text("target", ""));
    } catch (PatternSyntaxException e) {
      at.at("pattern").ifPresent(p -> p.wrong("a regular expression: " + e.getDescription()));
      return new Tolerance.None();
    }
  }

  private static Tolerance path(TreeCursor at) {
    at.knows(Set.of("type", "name", "path", "target", "count", "expect"));
    String path = at.required("path", "a JSON path such as $.items[*].id");
    if (!path.isEmpty() && !path.contains("${")) {
      var wrong = JsonPath.problemOf(path);
      if (!wrong.isEmpty()) {
        at.at("path").ifPresent(p -> p.wrong("a JSON path: " + wrong));
      }
    }
    var count = at.number("count");
    Optional<List<Tree>> expect =
        at.at("expect").map(e -> e.tree() instanceof Tree.Items(var i) ? i : List.of(e.tree()));
    return new Tolerance.AtPath(
        path, at.text("target", ""), count.isPresent() ? (int) count.getAsDouble() : -1, expect);
  }

  private static Tolerance range(TreeCursor at) {
    at.knows(Set.of("type", "name", "range", "target"));
    var bounds = at.items("range").stream().map(i -> TreeCursor.numberOf(i.tree())).toList();
    if (bounds.size() != 2 || bounds.stream().anyMatch(java.util.OptionalDouble::isEmpty)) {
      at.error("range: (expected: two numbers, such as [0, 100])");
      return new Tolerance.None();
    }
    return new Tolerance.InRange(
        bounds.getFirst().getAsDouble(), bounds.getLast().getAsDouble(), at.text("target", ""));
  }
}
