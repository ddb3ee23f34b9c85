// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A matcher made ready to test label values. Regular expressions are RE2, match the whole value,
 * and a dot matches a newline too; those that are no more than literals, prefixes, suffixes or
 * lists of words are tested without an automaton.
 */
public final class LabelTest implements Predicate<String> {

  private static final Pattern BAR = Pattern.compile("\\|");

  private final Matcher matcher;
  private final Predicate<String> test;
  private final Set<String> words;

  private LabelTest(Matcher matcher, Predicate<String> test, Set<String> words) {
    this.matcher = matcher;
    this.test = test;
    this.words = words;
  }

  /**
   * Compiles a matcher.
   *
   * @throws PromqlException with kind BAD_DATA when its regular expression is not valid
   */
  public static LabelTest of(Matcher matcher) {
    String value = matcher.value();
    return switch (matcher.type()) {
      case EQUAL -> new LabelTest(matcher, value::equals, Set.of(value));
      case NOT_EQUAL -> new LabelTest(matcher, v -> !value.equals(v), Set.of());
      case MATCHES -> {
        Set<String> words = words(value);
        yield new LabelTest(matcher, regex(value, words), words);
      }
      case NOT_MATCHES -> new LabelTest(matcher, regex(value, words(value)).negate(), Set.of());
    };
  }

  /** All matchers of a selector. */
  public static List<LabelTest> all(List<Matcher> matchers) {
    return matchers.stream().map(LabelTest::of).toList();
  }

  public String name() {
    return matcher.name();
  }

  public Matcher matcher() {
    return matcher;
  }

  /** The only values that can pass, when they are a known few; empty when not known. */
  public Set<String> words() {
    return words;
  }

  @Override
  public boolean test(String value) {
    return test.test(value);
  }

  /** Whether a series passes; a label that is not there has an empty value. */
  public boolean test(Labels labels) {
    return test.test(labels.get(matcher.name()));
  }

  private static Predicate<String> regex(String pattern, Set<String> words) {
    Pattern compiled = compile(pattern);
    if (words.size() == 1) {
      String word = words.iterator().next();
      return word::equals;
    }
    if (!words.isEmpty()) {
      return words::contains;
    }
    return affix(pattern, compiled);
  }

  private static Pattern compile(String pattern) {
    try {
      return Pattern.compile(pattern, Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new PromqlException(
          PromqlException.Kind.BAD_DATA,
          "regular expression \"" + pattern + "\" is not valid: " + e.getDescription());
    }
  }

  /** Words of {@code a|b|c} when nothing in it is more than a letter. */
  private static Set<String> words(String pattern) {
    return isLiteral(pattern, "|") ? Set.copyOf(Arrays.asList(BAR.split(pattern, -1))) : Set.of();
  }

  private static Predicate<String> affix(String pattern, Pattern compiled) {
    boolean head = pattern.startsWith(".*") || pattern.startsWith(".+");
    boolean tail = pattern.length() > 2 && (pattern.endsWith(".*") || pattern.endsWith(".+"));
    int from = head ? 2 : 0;
    int to = tail ? pattern.length() - 2 : pattern.length();
    if ((!head && !tail) || from > to || !isLiteral(pattern.substring(from, to), "")) {
      return compiled::matches;
    }
    String core = pattern.substring(from, to);
    int before = head && pattern.charAt(1) == '+' ? 1 : 0;
    int after = tail && pattern.endsWith("+") ? 1 : 0;
    int length = before + core.length() + after;
    if (!head) {
      return v -> v.length() >= length && v.startsWith(core);
    }
    if (!tail) {
      return v -> v.length() >= length && v.endsWith(core);
    }
    return v -> v.length() >= length && v.substring(before, v.length() - after).contains(core);
  }

  private static boolean isLiteral(String text, String allowed) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ("\\.+*?()[]{}^$|".indexOf(c) >= 0 && allowed.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
