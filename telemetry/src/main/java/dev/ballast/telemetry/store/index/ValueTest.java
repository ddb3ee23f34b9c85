// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store.index;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.ballast.promql.Matcher;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A matcher made ready to run. A label that is not there counts as empty, so a matcher that accepts
 * the empty value accepts series without the label too.
 *
 * @param literals the only values that can match, where that is known
 * @param acceptsEmpty whether series without the label match
 */
record ValueTest(
    String name, Predicate<String> test, @Nullable Set<String> literals, boolean acceptsEmpty) {

  /** Characters that make a regular expression more than a literal. */
  private static final String SPECIAL = "\\.+*?()|[]{}^$";

  static ValueTest of(Matcher matcher) {
    String value = matcher.value();
    return switch (matcher.type()) {
      case EQUAL -> new ValueTest(matcher.name(), value::equals, Set.of(value), value.isEmpty());
      case NOT_EQUAL -> of(matcher.name(), text -> !text.equals(value));
      case MATCHES -> matches(matcher.name(), value);
      case NOT_MATCHES -> of(matcher.name(), matches(matcher.name(), value).test().negate());
    };
  }

  private static ValueTest of(String name, Predicate<String> test) {
    return new ValueTest(name, test, null, test.test(""));
  }

  private static ValueTest matches(String name, String regex) {
    if (regex.equals(".*")) {
      return of(name, text -> true);
    }
    if (regex.equals(".+")) {
      return of(name, text -> !text.isEmpty());
    }
    if (isLiteral(regex.replace('|', '_'))) {
      Set<String> literals =
          Arrays.stream(regex.split("\\|", -1)).collect(Collectors.toUnmodifiableSet());
      return new ValueTest(name, literals::contains, literals, literals.contains(""));
    }
    String stem = regex.length() > 2 ? regex.substring(0, regex.length() - 2) : "";
    if (isLiteral(stem) && regex.endsWith(".*")) {
      return of(name, text -> text.startsWith(stem));
    }
    if (isLiteral(stem) && regex.endsWith(".+")) {
      return of(name, text -> text.length() > stem.length() && text.startsWith(stem));
    }
    return of(name, compile(regex)::matches);
  }

  private static Pattern compile(String regex) {
    try {
      return Pattern.compile(regex, Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("regular expression: " + e.getMessage(), e);
    }
  }

  private static boolean isLiteral(String text) {
    return text.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0);
  }
}
