// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.parse;

import dev.ballast.promql.LabelTest;
import dev.ballast.promql.Labels;
import dev.ballast.promql.Matcher;
import dev.ballast.promql.PromqlException;
import dev.ballast.promql.ast.Expr;
import dev.ballast.promql.ast.Extent;
import dev.ballast.promql.ast.Shift;
import dev.ballast.promql.ast.StringText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Vector selectors and lists of label names. */
final class Selectors {

  private static final Set<String> NOT_METRICS =
      Set.of("bool", "on", "ignoring", "group_left", "group_right", "inf", "nan", "atan2");

  private final Tokens tokens;
  private boolean mayBeEmpty;

  Selectors(Tokens tokens) {
    this.tokens = tokens;
  }

  /** Whether a selector may select every series, as the second argument of {@code info} may. */
  boolean allowEmpty(boolean allowed) {
    boolean before = mayBeEmpty;
    mayBeEmpty = allowed;
    return before;
  }

  /** {@code name}, {@code name{…}} or {@code {…}}. */
  Expr.Selector selector() {
    Token first = tokens.peek();
    List<Matcher> matchers = new ArrayList<>();
    String name = null;
    if (first.kind() == Token.Kind.WORD) {
      if (NOT_METRICS.contains(first.text().toLowerCase(Locale.ROOT))) {
        throw tokens.unexpected("where an operand is needed", "a metric, number, function or (");
      }
      name = tokens.next().text();
      matchers.add(new Matcher(Matcher.Type.EQUAL, Labels.NAME, name));
    }
    if (tokens.peek().is("{")) {
      braces(matchers, name);
    }
    Extent extent = first.extent().to(tokens.last().extent());
    if (name == null && !mayBeEmpty && matchers.stream().allMatch(this::matchesEmpty)) {
      throw tokens.error(
          extent, "this selects every series (expected: a matcher that an empty value fails)");
    }
    return new Expr.Selector(matchers, Shift.NONE, extent);
  }

  private boolean matchesEmpty(Matcher matcher) {
    return LabelTest.of(matcher).test("");
  }

  private void braces(List<Matcher> matchers, @Nullable String name) {
    tokens.next();
    while (!tokens.accept("}")) {
      matchers.add(matcher(name, matchers));
      if (!tokens.accept(",") && !tokens.peek().is("}")) {
        throw tokens.unexpected("in a selector", "\",\" or \"}\"");
      }
    }
  }

  private Matcher matcher(@Nullable String metric, List<Matcher> before) {
    Token label = tokens.peek();
    if (label.kind() != Token.Kind.WORD && label.kind() != Token.Kind.STRING) {
      throw tokens.unexpected("in a selector", "a label name");
    }
    tokens.next();
    String name = label.kind() == Token.Kind.STRING ? tokens.string(label) : label.text();
    Matcher.Type type = type(tokens.peek());
    if (type == null) {
      boolean alone = tokens.peek().is(",") || tokens.peek().is("}");
      if (label.kind() == Token.Kind.STRING && alone) {
        return metricName(label, name, metric, before);
      }
      throw tokens.unexpected("after a label name", "=, !=, =~ or !~");
    }
    tokens.next();
    if (tokens.peek().kind() != Token.Kind.STRING) {
      throw tokens.unexpected("after " + type.symbol(), "a string in quotes");
    }
    Token text = tokens.next();
    if (metric != null && name.equals(Labels.NAME)) {
      throw tokens.error(
          label.extent(),
          "the metric name is set twice: \""
              + metric
              + "\" stands"
              + " in front of the braces already");
    }
    checkLabelName(name, label.extent());
    Matcher matcher = new Matcher(type, name, tokens.string(text));
    try {
      LabelTest.of(matcher);
    } catch (PromqlException e) {
      throw tokens.error(text.extent(), String.valueOf(e.getMessage()));
    }
    return matcher;
  }

  private Matcher metricName(
      Token label, String name, @Nullable String metric, List<Matcher> before) {
    boolean twice =
        before.stream()
            .anyMatch(m -> m.name().equals(Labels.NAME) && m.type() == Matcher.Type.EQUAL);
    if (metric != null || twice) {
      throw tokens.error(label.extent(), "the metric name is set twice");
    }
    checkLabelName(name, label.extent());
    return new Matcher(Matcher.Type.EQUAL, Labels.NAME, name);
  }

  private static Matcher.@Nullable Type type(Token token) {
    if (token.kind() == Token.Kind.SYMBOL) {
      for (Matcher.Type type : Matcher.Type.values()) {
        if (token.is(type.symbol())) {
          return type;
        }
      }
    }
    return null;
  }

  /** {@code (a, "b c", by)}, with its parentheses. */
  List<String> labelNames() {
    tokens.expect("(", "before label names");
    List<String> names = new ArrayList<>();
    while (!tokens.accept(")")) {
      Token token = tokens.peek();
      boolean word = token.kind() == Token.Kind.WORD && token.text().indexOf(':') < 0;
      if (!word && token.kind() != Token.Kind.STRING) {
        throw tokens.unexpected("in a list of labels", "a label name");
      }
      tokens.next();
      String name = word ? token.text() : tokens.string(token);
      checkLabelName(name, token.extent());
      names.add(name);
      if (!tokens.accept(",") && !tokens.peek().is(")")) {
        throw tokens.unexpected("in a list of labels", "\",\" or \")\"");
      }
    }
    return names;
  }

  private void checkLabelName(String name, Extent extent) {
    if (name.isEmpty() || !StringText.isValid(name)) {
      throw tokens.error(
          extent, "bad label name " + StringText.quote(name) + " (expected: some UTF-8 text)");
    }
  }
}
