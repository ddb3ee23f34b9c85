// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.ast;

import dev.ballast.promql.FloatText;
import dev.ballast.promql.Labels;
import dev.ballast.promql.Matcher;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Trees back to text, in one canonical form that parses to the same tree. */
public final class Printer {

  private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Pattern METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

  private final StringBuilder text = new StringBuilder();

  private Printer() {}

  public static String print(Expr query) {
    Printer printer = new Printer();
    printer.write(query);
    return printer.text.toString();
  }

  private void write(Expr expr) {
    switch (expr) {
      case Expr.NumberLiteral number -> text.append(number(number));
      case Expr.StringLiteral string -> text.append(StringText.quote(string.value()));
      case Expr.Selector selector -> {
        matchers(selector.matchers());
        shift(selector.shift());
      }
      case Expr.Window window -> {
        matchers(window.selector().matchers());
        text.append('[');
        period(window.range(), false);
        text.append(']');
        shift(window.selector().shift());
      }
      case Expr.Subquery subquery -> subquery(subquery);
      case Expr.Aggregation aggregation -> aggregation(aggregation);
      case Expr.Binary binary -> binary(binary);
      case Expr.Sign sign -> {
        text.append(sign.negative() ? '-' : '+');
        write(sign.operand());
      }
      case Expr.Call call -> {
        text.append(call.function().word());
        list(call.arguments());
      }
      case Expr.Parens parens -> {
        text.append('(');
        write(parens.inner());
        text.append(')');
      }
    }
  }

  private static String number(Expr.NumberLiteral number) {
    double millis = number.value() * 1000;
    if (number.duration() && millis == Math.rint(millis) && Math.abs(millis) < 1e15) {
      return DurationText.format((long) millis);
    }
    return FloatText.literal(number.value());
  }

  private void list(List<Expr> arguments) {
    String separator = "(";
    for (Expr argument : arguments) {
      text.append(separator);
      write(argument);
      separator = ", ";
    }
    text.append(arguments.isEmpty() ? "()" : ")");
  }

  private void subquery(Expr.Subquery subquery) {
    write(subquery.operand());
    text.append('[');
    period(subquery.range(), false);
    text.append(':');
    Period step = subquery.step();
    if (step != null) {
      period(step, false);
    }
    text.append(']');
    shift(subquery.shift());
  }

  private void aggregation(Expr.Aggregation aggregation) {
    text.append(aggregation.operator().word());
    if (aggregation.without() || !aggregation.labels().isEmpty()) {
      text.append(aggregation.without() ? " without " : " by ");
      labels(aggregation.labels());
      text.append(' ');
    }
    Expr parameter = aggregation.parameter();
    list(
        parameter == null
            ? List.of(aggregation.operand())
            : List.of(parameter, aggregation.operand()));
  }

  private void binary(Expr.Binary binary) {
    write(binary.left());
    text.append(' ').append(binary.operator().symbol());
    if (binary.bool()) {
      text.append(" bool");
    }
    matching(binary.matching());
    text.append(' ');
    write(binary.right());
  }

  private void matching(Matching matching) {
    boolean grouped =
        matching.cardinality() == Matching.Cardinality.MANY_TO_ONE
            || matching.cardinality() == Matching.Cardinality.ONE_TO_MANY;
    if (matching.on() || grouped || !matching.labels().isEmpty()) {
      text.append(matching.on() ? " on " : " ignoring ");
      labels(matching.labels());
    }
    if (grouped) {
      boolean left = matching.cardinality() == Matching.Cardinality.MANY_TO_ONE;
      text.append(left ? " group_left " : " group_right ");
      labels(matching.include());
    }
    fill(matching);
  }

  private void fill(Matching matching) {
    if (matching.fillLeft().isPresent() && matching.fillLeft().equals(matching.fillRight())) {
      fill("fill", matching.fillLeft().getAsDouble());
      return;
    }
    matching.fillLeft().ifPresent(value -> fill("fill_left", value));
    matching.fillRight().ifPresent(value -> fill("fill_right", value));
  }

  private void fill(String word, double value) {
    text.append(' ').append(word).append(" (").append(FloatText.literal(value)).append(')');
  }

  private void labels(List<String> names) {
    text.append('(');
    String separator = "";
    for (String name : names) {
      text.append(separator);
      label(name);
      separator = ", ";
    }
    text.append(')');
  }

  private void label(String name) {
    text.append(LABEL.matcher(name).matches() ? name : StringText.quote(name));
  }

  private void matchers(List<Matcher> matchers) {
    int name = nameOf(matchers);
    boolean outside =
        name >= 0
            && METRIC.matcher(matchers.get(name).value()).matches()
            && !isKeyword(matchers.get(name).value())
            && matchers.stream().filter(m -> m.name().equals(Labels.NAME)).count() == 1;
    if (outside) {
      text.append(matchers.get(name).value());
      if (matchers.size() == 1) {
        return;
      }
    }
    String separator = "{";
    for (int i = 0; i < matchers.size(); i++) {
      if (outside && i == name) {
        continue;
      }
      Matcher matcher = matchers.get(i);
      text.append(separator);
      label(matcher.name());
      text.append(matcher.type().symbol()).append(StringText.quote(matcher.value()));
      separator = ",";
    }
    text.append('}');
  }

  private static int nameOf(List<Matcher> matchers) {
    for (int i = 0; i < matchers.size(); i++) {
      Matcher matcher = matchers.get(i);
      if (matcher.type() == Matcher.Type.EQUAL && matcher.name().equals(Labels.NAME)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isKeyword(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "bool", "on", "ignoring", "group_left", "group_right", "inf", "nan", "atan2" -> true;
      default -> false;
    };
  }

  private void shift(Shift shift) {
    switch (shift.anchor()) {
      case Shift.Anchor.Evaluation _ -> {}
      case Shift.Anchor.At at ->
          text.append(String.format(Locale.ROOT, " @ %.3f", at.millis() / 1000.0));
      case Shift.Anchor.Start _ -> text.append(" @ start()");
      case Shift.Anchor.End _ -> text.append(" @ end()");
    }
    if (!shift.offset().equals(Period.ZERO)) {
      text.append(" offset ");
      period(shift.offset(), true);
    }
  }

  private void period(Period period, boolean alone) {
    switch (period) {
      case Period.Fixed fixed -> text.append(DurationText.format(fixed.millis()));
      case Period.Computed computed -> {
        boolean wrap = alone && computed.formula() instanceof Expr.Binary;
        text.append(wrap ? "(" : "");
        write(computed.formula());
        text.append(wrap ? ")" : "");
      }
    }
  }
}
