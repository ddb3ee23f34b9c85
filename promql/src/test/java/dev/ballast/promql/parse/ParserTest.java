// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ballast.promql.Labels;
import dev.ballast.promql.Matcher;
import dev.ballast.promql.PromqlException;
import dev.ballast.promql.ast.Expr;
import dev.ballast.promql.ast.Printer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ParserTest {

  private static String print(String query) {
    return Printer.print(Query.parse(query));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1_000 | 1000",
        "0x1F | 31",
        "010 | 8",
        ".5e1 | 5",
        "-inf | -Inf",
        "1h30m | 1h30m",
        "foo{ a = \"b\" , c !~ 'd' , } | foo{a=\"b\",c!~\"d\"}",
        "{\"utf8 name\", \"l.x\"=\"v\"} | {__name__=\"utf8 name\",\"l.x\"=\"v\"}",
        "{__name__=\"up\"} | up",
        "foo[5m] offset -1h @ start() | foo[5m] @ start() offset -1h",
        "rate(foo[5m:30s]) | rate(foo[5m:30s])",
        "foo[90s:] @ 1.5 | foo[1m30s:] @ 1.500",
        "SUM(x) BY (a, b) | sum by (a, b) (x)",
        "topk without (\"a b\") (3, x) | topk without (\"a b\") (3, x)",
        "a + on (x) group_left (y, z) b | a + on (x) group_left (y, z) b",
        "a > bool ignoring (x) b | a > bool ignoring (x) b",
        "a + fill(0) b | a + fill (0) b",
        "a and on () b | a and on () b",
        "sum(sum) | sum(sum)",
        "by + offset | by + offset",
        "rate(x[step()*2]) | rate(x[step() * 2])",
        "x offset (1m + 30s) | x offset (1m + 30s)",
        "x[5m] # trailing | x[5m]",
        "count_values('v', x) | count_values(\"v\", x)",
        "a:b:c{} | a:b:c"
      })
  void readsAndPrints(String query, String printed) {
    assertThat(print(query)).isEqualTo(printed);
    assertThat(print(printed)).isEqualTo(printed);
  }

  @ParameterizedTest
  @CsvSource({
    "1 + 2 * 3 ^ 2, 19",
    "-2 ^ 2, -4",
    "2 ^ 3 ^ 2, 512",
    "(1 + 2) * 3, 9",
    "7 % 4 - 1, 2",
    "1 - 2 - 3, -4",
    "2 / -2 ^ ---1 * 3 + 2, -10",
    "4 == bool 2 + 2, 1",
    "1 < bool 2 == bool 1, 1"
  })
  void bindsAsPrometheusDoes(String query, double value) {
    Expr vector = Query.parse("vector(" + query + ")");
    assertThat(vector).isInstanceOf(Expr.Call.class);
    assertThat(Constants.value(((Expr.Call) vector).arguments().getFirst())).isEqualTo(value);
  }

  @Test
  void setOperatorsBindLoosest() {
    Expr query = Query.parse("a or b and c > 1");
    assertThat(query).isInstanceOf(Expr.Binary.class);
    Expr.Binary or = (Expr.Binary) query;
    assertThat(Printer.print(or.left())).isEqualTo("a");
    assertThat(Printer.print(or.right())).isEqualTo("b and c > 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "sum( | 1:5: unexpected end of input where an operand is needed (expected: a metric,"
            + " number, function or ()",
        "foo bar | 1:5: unexpected \"bar\" after the expression (expected: an operator or the end)",
        "rates(x[5m]) | 1:1: unknown function \"rates\" (did you mean \"rate\"?)",
        "rate(x) | 1:6: argument 1 of \"rate\" is an instant vector (expected: a range vector)",
        "foo[5m5h] | 1:5: bad duration \"5m5h\" (expected: units from large to small, each once, as"
            + " in 1h30m; ms s m h d w y)",
        "foo[0s] | 1:5: bad duration as a range (expected: longer than 0)",
        "foo{a=5} | 1:7: unexpected number \"5\" after = (expected: a string in quotes)",
        "foo{a=~\"(\"} | 1:8: regular expression \"(\" is not valid: missing closing )",
        "{a=~\".*\"} | 1:1: this selects every series (expected: a matcher that an empty value"
            + " fails)",
        "foo{__name__=\"bar\"} | 1:5: the metric name is set twice: \"foo\" stands in front of the"
            + " braces already",
        "1 > 2 | 1:3: a comparison of scalars needs bool, as in 1 > bool 2",
        "a and 1 | 1:3: \"and\" needs an instant vector on both sides",
        "a + bool b | 1:3: bool is for comparisons only, not for \"+\"",
        "a + on (x) group_left (x) b | 1:3: label \"x\" stands both in on and in the group's labels",
        "a or on (x) group_left b | 1:13: \"or\" allows no group_left",
        "sum(a)[5m] | 1:1: a range needs a selector before it; for other expressions, add a colon"
            + " to make it a subquery, as in [5m:]",
        "1 offset 5m | 1:3: \"offset\" needs a selector, a range or a subquery before it",
        "a offset 5m offset 1m | 1:13: offset is set twice",
        "topk(x) | 1:1: \"topk\" has 1 arguments (expected: 2)",
        "round(x, 1, 2) | 1:1: \"round\" has 3 arguments (expected: 1 to 2)",
        "\"abc | 1:1: this string is not closed (expected: \" at its end)",
        "x $ y | 1:3: unexpected character \"$\"",
        "x[5m] smoothed | 1:7: not supported: the experimental modifier \"smoothed\"",
        "(x | 1:3: unexpected end of input after an expression in parentheses (expected: \")\")",
      })
  void tellsWhatIsWrongAndWhere(String query, String message) {
    PromqlException problem = catchThrowableOfType(PromqlException.class, () -> Query.parse(query));
    assertThat(problem.describe()).isEqualTo(message);
    assertThat(problem.kind()).isEqualTo(PromqlException.Kind.BAD_DATA);
  }

  @Test
  void countsLinesOfThePosition() {
    PromqlException problem =
        catchThrowableOfType(PromqlException.class, () -> Query.parse("sum(\n  rates(x)\n)"));
    assertThat(problem.position()).hasToString("2:3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1%s", "m[1%s]", "m offset -%s1", "m[5m] offset (1%s)"})
  void refusesEndlessChains(String query) {
    for (String link : List.of("+1", "^1", "-")) {
      PromqlException problem =
          catchThrowableOfType(
              PromqlException.class, () -> Query.parse(query.formatted(link.repeat(100_000))));
      assertThat(problem).as(link).isNotNull();
    }
  }

  @Test
  void refusesEndlessNesting() {
    PromqlException problem =
        catchThrowableOfType(
            PromqlException.class, () -> Query.parse("(".repeat(5000) + "1" + ")".repeat(5000)));
    assertThat(problem.getMessage()).startsWith("nested too deeply");
  }

  @Test
  void readsALoneSelector() {
    assertThat(Query.parseSelector("up{job=\"a\"}"))
        .containsExactly(
            new Matcher(Matcher.Type.EQUAL, Labels.NAME, "up"),
            new Matcher(Matcher.Type.EQUAL, "job", "a"));
  }
}
