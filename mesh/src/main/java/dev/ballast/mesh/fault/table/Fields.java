// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.table;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The fields of a JSON object. Notes every problem and goes on with a value that will do, so that
 * all are told at once; fields that nobody asked for are problems, too.
 */
public final class Fields {

  private static final double LONGEST_SECONDS = 1e9;

  /** All that is wrong with a document. */
  public static final class InvalidException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    InvalidException(List<String> problems) {
      super(String.join("; ", problems));
      this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
      return problems;
    }
  }

  private final JsonNode node;
  private final String path;
  private final List<String> problems;
  private final Set<String> asked = new TreeSet<>();
  private final List<Fields> children = new ArrayList<>();

  Fields(JsonNode node, String path) {
    this(node, path, new ArrayList<>());
  }

  private Fields(JsonNode node, String path, List<String> problems) {
    this.node = node.isObject() ? node : JsonNodeFactory.instance.objectNode();
    this.path = path;
    this.problems = problems;
    if (!node.isObject()) {
      problems.add((path.isEmpty() ? "body" : path) + ": " + node + " (expected: an object)");
    }
  }

  boolean has(String name) {
    return find(name) != null;
  }

  List<String> names() {
    return node.propertyStream().map(java.util.Map.Entry::getKey).toList();
  }

  Fields child(String name) {
    JsonNode value = find(name);
    JsonNode found = value == null ? JsonNodeFactory.instance.objectNode() : value;
    Fields child = new Fields(found, at(name), problems);
    children.add(child);
    return child;
  }

  String required(String name, int longest) {
    String value = text(name, "", longest);
    if (value.isEmpty()) {
      problems.add(at(name) + ": missing (expected: a text)");
    }
    return value;
  }

  String text(String name, String otherwise, int longest) {
    JsonNode value = find(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.isString() || value.stringValue().length() > longest) {
      wrong(name, value, "a text of at most " + longest + " characters");
      return otherwise;
    }
    return value.stringValue();
  }

  String choice(String name, String otherwise, List<String> known) {
    String value = text(name, otherwise, 64);
    if (!known.contains(value)) {
      problems.add(at(name) + ": \"" + value + "\" (expected: one of " + known + ")");
      return otherwise;
    }
    return value;
  }

  double number(String name, double otherwise, double least, double most) {
    JsonNode value = find(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.isNumber() || !(value.doubleValue() >= least && value.doubleValue() <= most)) {
      wrong(name, value, "a number, " + least + " to " + most);
      return otherwise;
    }
    return value.doubleValue();
  }

  /** A whole number; missing is a problem when there is no other value. */
  long whole(String name, @Nullable Long otherwise, long least, long most) {
    JsonNode value = find(name);
    if (value == null && otherwise != null) {
      return otherwise;
    }
    if (value == null
        || !value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < least
        || value.longValue() > most) {
      wrong(name, value, "a whole number" + (least == Long.MIN_VALUE ? "" : " >= " + least));
      return otherwise == null ? Math.max(least, 0) : otherwise;
    }
    return value.longValue();
  }

  long whole(String name, int otherwise, long least, long most) {
    return whole(name, Long.valueOf(otherwise), least, most);
  }

  int status(String name, int otherwise) {
    return Math.toIntExact(whole(name, otherwise, 200, 599));
  }

  /** Seconds; missing is a problem when there is no other value. */
  Duration seconds(String name, @Nullable Duration otherwise) {
    JsonNode value = find(name);
    if (value == null && otherwise != null) {
      return otherwise;
    }
    if (value == null
        || !value.isNumber()
        || !(value.doubleValue() >= 0 && value.doubleValue() <= LONGEST_SECONDS)) {
      wrong(name, value, "seconds, >= 0");
      return Duration.ofSeconds(1);
    }
    return Duration.ofNanos(Math.round(value.doubleValue() * 1e9));
  }

  /** Makes a value that checks itself; what it says is a problem of this object. */
  <T> T checked(Supplier<T> maker, T otherwise) {
    try {
      return maker.get();
    } catch (IllegalArgumentException | ArithmeticException e) {
      problems.add((path.isEmpty() ? "" : path + ".") + e.getMessage());
      return otherwise;
    } catch (com.google.re2j.PatternSyntaxException e) {
      problems.add(at("regex") + ": " + e.getMessage() + " (expected: an RE2 expression)");
      return otherwise;
    }
  }

  /**
   * Ends reading.
   *
   * @throws InvalidException when anything was wrong
   */
  void finish() {
    unknown();
    if (!problems.isEmpty()) {
      throw new InvalidException(problems);
    }
  }

  private void unknown() {
    for (String name : names()) {
      if (!asked.contains(name)) {
        problems.add(at(name) + ": unknown (expected: one of " + asked + ")");
      }
    }
    children.forEach(Fields::unknown);
  }

  private @Nullable JsonNode find(String name) {
    asked.add(name);
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private void wrong(String name, @Nullable JsonNode value, String expected) {
    problems.add(
        at(name) + ": " + (value == null ? "missing" : value) + " (expected: " + expected + ")");
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
