// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.experiment;

import dev.ballast.model.rollout.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A path into JSON: {@code $}, {@code .name}, {@code ['name']}, {@code [0]}, {@code [-1]}, {@code
 * [1:3]}, {@code *}, {@code ..name}, unions {@code [0,1]} and filters {@code [?(@.a == 'b')]} of
 * one comparison. What is beyond that is refused, not guessed.
 */
public final class JsonPath {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
  private static final Pattern FILTER =
      Pattern.compile(
          "\\?\\(?\\s*@((?:\\.[A-Za-z_][A-Za-z0-9_-]*|\\['[^']*'\\]|\\[[0-9]+\\])+)\\s*"
              + "(?:(==|=|!=|<=|>=|<|>)\\s*('[^']*'|\"[^\"]*\"|-?[0-9.]+|true|false|null))?\\s*\\)?");
  private static final int MOST_VALUES = 100_000;

  private final List<Step> steps;

  private JsonPath(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  private sealed interface Step {
    record Name(String name) implements Step {}

    record Index(int index) implements Step {}

    record Slice(int from, int to) implements Step {}

    record All() implements Step {}

    record Deep() implements Step {}

    record Union(List<Step> steps) implements Step {}

    record Where(JsonPath path, String operator, Tree value) implements Step {}
  }

  /** What is wrong with a path; empty when nothing is. */
  public static String problemOf(String path) {
    try {
      return of(path).steps == null ? "nothing" : "";
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException when it is none, or beyond what is known here
   */
  public static JsonPath of(String path) {
    String text = path.strip();
    if (!text.startsWith("$")) {
      throw new IllegalArgumentException("it starts with $");
    }
    List<Step> steps = new ArrayList<>();
    int at = 1;
    while (at < text.length()) {
      if (text.startsWith("..", at)) {
        steps.add(new Step.Deep());
        at += text.startsWith("..[", at) ? 2 : 1;
      } else if (text.charAt(at) == '.') {
        at++;
        if (text.startsWith("*", at)) {
          steps.add(new Step.All());
          at++;
        } else {
          Matcher name = NAME.matcher(text).region(at, text.length());
          if (!name.lookingAt()) {
            throw new IllegalArgumentException("a name is missing at character " + (at + 1));
          }
          steps.add(new Step.Name(name.group()));
          at = name.end();
        }
      } else if (text.charAt(at) == '[') {
        int end = closing(text, at);
        steps.add(bracket(text.substring(at + 1, end).strip()));
        at = end + 1;
      } else {
        throw new IllegalArgumentException("character " + (at + 1) + " is not understood");
      }
    }
    return new JsonPath(steps);
  }

  private static int closing(String text, int from) {
    char quote = 0;
    int depth = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '[') {
        depth++;
      } else if (c == ']' && --depth == 0) {
        return i;
      }
    }
    throw new IllegalArgumentException("a ] is missing");
  }

  private static Step bracket(String inside) {
    if (inside.equals("*")) {
      return new Step.All();
    }
    if (inside.startsWith("?")) {
      Matcher filter = FILTER.matcher(inside);
      if (!filter.matches()) {
        throw new IllegalArgumentException("only filters such as ?(@.a == 'b') are known here");
      }
      String operator = Objects.requireNonNullElse(filter.group(2), "");
      String value = Objects.requireNonNullElse(filter.group(3), "null");
      return new Step.Where(of("$" + filter.group(1)), operator, literal(value));
    }
    List<Step> steps =
        Stream.of(inside.split(",", -1)).map(String::strip).map(JsonPath::one).toList();
    return steps.size() == 1 ? steps.getFirst() : new Step.Union(steps);
  }

  private static Tree literal(String value) {
    boolean text = value.startsWith("'") || value.startsWith("\"");
    return text ? new Tree.Text(value.substring(1, value.length() - 1)) : new Tree.Plain(value);
  }

  private static Step one(String word) {
    if (word.matches("'[^']*'|\"[^\"]*\"")) {
      return new Step.Name(word.substring(1, word.length() - 1));
    }
    if (word.matches("-?\\d{1,9}")) {
      return new Step.Index(Integer.parseInt(word));
    }
    Matcher slice = Pattern.compile("(-?\\d{1,9})?:(-?\\d{1,9})?").matcher(word);
    if (slice.matches()) {
      return new Step.Slice(
          slice.group(1) == null ? 0 : Integer.parseInt(slice.group(1)),
          slice.group(2) == null ? Integer.MAX_VALUE : Integer.parseInt(slice.group(2)));
    }
    throw new IllegalArgumentException("[" + word + "] is not known here");
  }

  /** All values that it finds, in the order of the document. */
  public List<Tree> find(Tree root) {
    List<Tree> found = List.of(root);
    for (Step step : steps) {
      List<Tree> next = new ArrayList<>();
      found.forEach(tree -> take(step, tree, next));
      if (next.size() > MOST_VALUES) {
        return next.subList(0, MOST_VALUES);
      }
      found = next;
    }
    return found;
  }

  private static void take(Step step, Tree tree, List<Tree> into) {
    switch (step) {
      case Step.Name(String name) -> {
        if (tree instanceof Tree.Fields(var entries) && entries.get(name) != null) {
          into.add(Objects.requireNonNull(entries.get(name)));
        }
      }
      case Step.Index(int index) -> {
        List<Tree> items = children(tree, true);
        int at = index < 0 ? items.size() + index : index;
        if (at >= 0 && at < items.size()) {
          into.add(items.get(at));
        }
      }
      case Step.Slice(int from, int to) -> {
        List<Tree> items = children(tree, true);
        int low = bound(from, items.size());
        int high = Math.max(low, bound(to, items.size()));
        into.addAll(items.subList(low, high));
      }
      case Step.All _ -> into.addAll(children(tree, false));
      case Step.Deep _ -> deep(tree, into);
      case Step.Union(var steps) -> steps.forEach(one -> take(one, tree, into));
      case Step.Where where ->
          children(tree, false).stream().filter(child -> holds(where, child)).forEach(into::add);
    }
  }

  private static int bound(int index, int size) {
    return Math.clamp(index < 0 ? (long) size + index : index, 0, size);
  }

  private static List<Tree> children(Tree tree, boolean listOnly) {
    return switch (tree) {
      case Tree.Items(var items) -> items;
      case Tree.Fields(var entries) when !listOnly -> List.copyOf(entries.values());
      case Tree.Fields _, Tree.Text _, Tree.Plain _ -> List.of();
    };
  }

  private static void deep(Tree tree, List<Tree> into) {
    into.add(tree);
    children(tree, false).forEach(child -> deep(child, into));
  }

  private static boolean holds(Step.Where where, Tree child) {
    List<Tree> found = where.path.find(child);
    if (where.operator.isEmpty()) {
      return !found.isEmpty();
    }
    return found.stream().anyMatch(value -> compares(value, where.operator, where.value));
  }

  private static boolean compares(Tree value, String operator, Tree with) {
    var left =
        value instanceof Tree.Text(String text)
            ? TreeCursor.numberOf(new Tree.Plain(text))
            : TreeCursor.numberOf(value);
    var right = TreeCursor.numberOf(with);
    boolean numbers = left.isPresent() && right.isPresent();
    boolean same = numbers ? left.getAsDouble() == right.getAsDouble() : value.equals(with);
    return switch (operator) {
      case "==", "=" -> same;
      case "!=" -> !same;
      case "<" -> numbers && left.getAsDouble() < right.getAsDouble();
      case "<=" -> numbers && left.getAsDouble() <= right.getAsDouble();
      case ">" -> numbers && left.getAsDouble() > right.getAsDouble();
      default -> numbers && left.getAsDouble() >= right.getAsDouble();
    };
  }
}
