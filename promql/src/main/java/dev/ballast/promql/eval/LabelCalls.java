// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.ballast.promql.Labels;
import dev.ballast.promql.ast.Expr;
import dev.ballast.promql.ast.StringText;
import java.util.ArrayList;
import java.util.List;

/** {@code label_replace} and {@code label_join}: they see labels only, never values. */
final class LabelCalls {

  private final Scope scope;
  private final Evaluator evaluator;

  LabelCalls(Scope scope, Evaluator evaluator) {
    this.scope = scope;
    this.evaluator = evaluator;
  }

  private static String string(Expr.Call call, int argument) {
    return call.arguments().get(argument).unwrapped() instanceof Expr.StringLiteral literal
        ? literal.value()
        : "";
  }

  private String labelName(Expr.Call call, int argument, String role) {
    String name = string(call, argument);
    if (name.isEmpty() || !StringText.isValid(name)) {
      throw scope.error(
          call.arguments().get(argument),
          "invalid " + role + " label name in " + call.function().word() + "(): " + name);
    }
    return name;
  }

  void replace(Expr.Call call, Grid grid, RowSink sink) {
    String target = labelName(call, 1, "destination");
    String replacement = string(call, 2);
    String source = string(call, 3);
    Pattern pattern = pattern(call);
    Merger merger = new Merger(grid.steps(), scope.limits());
    evaluator.vector(
        call.arguments().getFirst(),
        grid,
        (labels, dropName, column) -> {
          Matcher match = pattern.matcher(labels.get(source));
          if (!match.matches()) {
            merger.add(labels, dropName, column);
            return;
          }
          Labels replaced = Projection.with(labels, target, expand(replacement, match));
          merger.add(replaced, dropName && !target.equals(Labels.NAME), column);
        });
    merger.drain(sink);
  }

  private Pattern pattern(Expr.Call call) {
    String regex = string(call, 4);
    try {
      return Pattern.compile(regex, Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw scope.error(
          call.arguments().get(4), "invalid regular expression in label_replace(): " + regex);
    }
  }

  /** Fills in {@code $1}, {@code $name} and <code>${name}</code>; unknown groups are empty. */
  private static String expand(String template, Matcher match) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < template.length()) {
      int dollar = template.indexOf('$', at);
      if (dollar < 0 || dollar == template.length() - 1) {
        return text.append(template, at, template.length()).toString();
      }
      text.append(template, at, dollar);
      at = dollar + 1;
      if (template.charAt(at) == '$') {
        text.append('$');
        at++;
        continue;
      }
      boolean braces = template.charAt(at) == '{';
      int from = braces ? at + 1 : at;
      int to = from;
      while (to < template.length() && isNameCharacter(template.charAt(to))) {
        to++;
      }
      boolean closed = !braces || (to < template.length() && template.charAt(to) == '}');
      if (to == from || !closed) {
        text.append('$');
        continue;
      }
      text.append(group(template.substring(from, to), match));
      at = braces ? to + 1 : to;
    }
    return text.toString();
  }

  private static boolean isNameCharacter(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private static String group(String name, Matcher match) {
    String value = null;
    if (name.chars().allMatch(Character::isDigit)) {
      if (name.length() < 6 && Integer.parseInt(name) <= match.groupCount()) {
        value = match.group(Integer.parseInt(name));
      }
    } else if (match.pattern().namedGroups().containsKey(name)) {
      value = match.group(name);
    }
    return value == null ? "" : value;
  }

  void join(Expr.Call call, Grid grid, RowSink sink) {
    String target = labelName(call, 1, "destination");
    String separator = string(call, 2);
    List<String> sources = new ArrayList<>();
    for (int i = 3; i < call.arguments().size(); i++) {
      sources.add(labelName(call, i, "source"));
    }
    Merger merger = new Merger(grid.steps(), scope.limits());
    evaluator.vector(
        call.arguments().getFirst(),
        grid,
        (labels, dropName, column) -> {
          String joined = String.join(separator, sources.stream().map(labels::get).toList());
          merger.add(
              Projection.with(labels, target, joined),
              dropName && !target.equals(Labels.NAME),
              column);
        });
    merger.drain(sink);
  }
}
