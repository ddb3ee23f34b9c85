// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What a value has to look like. One table of shapes checks files, writes the JSON Schemas for
 * editors and the tables of the documentation, so the three cannot disagree.
 */
sealed interface Shape {

  /** What is expected, as it follows {@code expected:} in a message. */
  String rule();

  /**
   * Text of a pattern.
   *
   * @param longest number of characters at most
   * @param repair makes a valid text of an invalid one, or returns the empty text
   */
  record Text(String rule, Pattern pattern, int longest, UnaryOperator<String> repair)
      implements Shape {
    boolean accepts(String text) {
      return text.length() <= longest && pattern.matcher(text).matches();
    }
  }

  /** One of a few words; the empty one, where it is among them, is not worth a mention. */
  record Choice(List<String> words, boolean anyCase) implements Shape {
    public Choice {
      words = List.copyOf(words);
    }

    @Override
    public String rule() {
      return Texts.oneOf(words.stream().filter(word -> !word.isEmpty()).toList());
    }

    boolean accepts(String text) {
      return words.stream().anyMatch(w -> anyCase ? w.equalsIgnoreCase(text) : w.equals(text));
    }
  }

  /**
   * A finite number within bounds, which belong to it or not.
   *
   * @param repair makes a valid number of something else, or returns the empty text
   */
  record Numeric(
      String rule,
      double least,
      boolean leastIncluded,
      double most,
      boolean mostIncluded,
      UnaryOperator<String> repair)
      implements Shape {
    public Numeric(
        String rule, double least, boolean leastIncluded, double most, boolean mostIncluded) {
      this(rule, least, leastIncluded, most, mostIncluded, _ -> "");
    }

    boolean accepts(double value) {
      return Double.isFinite(value)
          && (leastIncluded ? value >= least : value > least)
          && (mostIncluded ? value <= most : value < most);
    }
  }

  /** True or false. */
  record Flag() implements Shape {
    @Override
    public String rule() {
      return "true or false";
    }
  }

  /**
   * A map with known keys and no others.
   *
   * @param open others may be there, and nothing is said of them
   */
  record Fields(List<Key> keys, List<Rule> rules, boolean open) implements Shape {
    public Fields(List<Key> keys, List<Rule> rules) {
      this(keys, rules, false);
    }

    public Fields {
      keys = List.copyOf(keys);
      rules = List.copyOf(rules);
    }

    @Override
    public String rule() {
      return "a map with " + String.join(", ", names());
    }

    List<String> names() {
      return keys.stream().map(Key::name).toList();
    }
  }

  /** A map with keys of the author's choice. */
  record MapOf(Shape values) implements Shape {
    @Override
    public String rule() {
      return "a map";
    }
  }

  /** A list with a number of items between two bounds, both included. */
  record ListOf(Shape items, int least, int most) implements Shape {
    @Override
    public String rule() {
      if (least == 1 && most == 1) {
        return "a list of exactly one item";
      }
      return least == 0 ? "a list" : "a list of at least " + least;
    }
  }

  /** Either of two shapes that differ in what kind of YAML they are. */
  record Either(Shape one, Shape other) implements Shape {
    @Override
    public String rule() {
      return one.rule() + ", or " + other.rule();
    }
  }

  /** Any YAML at all. */
  record Anything(String rule) implements Shape {}

  static Fields fields(Key... keys) {
    return new Fields(List.of(keys), List.of());
  }

  /** As {@link #fields}, where keys of others may stand too. */
  static Fields open(Key... keys) {
    return new Fields(List.of(keys), List.of(), true);
  }

  static ListOf listOf(Shape items) {
    return new ListOf(items, 0, Integer.MAX_VALUE);
  }

  static Choice oneOf(String... words) {
    return new Choice(List.of(words), false);
  }
}
