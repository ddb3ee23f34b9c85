// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.ast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.promql.parse.Query;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RewriteTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "errors_total{code=~\"5..\"} | increase(errors_total{code=~\"5..\"}[5m])",
        "sum by (a) (x_total) | sum by (a) (increase(x_total[5m]))",
        "sum(x_total offset 1h) / y_total | sum(increase(x_total[5m] offset 1h)) /"
            + " increase(y_total[5m])",
        "sum(rate(x_total[1m])) | sum(rate(x_total[1m]))",
        "max_over_time(x[1h:1m]) | max_over_time(x[1h:1m])",
        "x_total or vector(0) | increase(x_total[5m]) or vector(0)"
      })
  void wrapsBareSelectorsInIncrease(String query, String expected) {
    Expr rewritten = Rewrite.increaseOver(Query.parse(query), 300_000);
    assertThat(Printer.print(rewritten)).isEqualTo(expected);
  }

  @Test
  void listsAllSelectors() {
    Expr query = Query.parse("a / on (x) b{c=\"d\"} + rate(e[5m]) - max_over_time(f[5m:])");
    assertThat(Rewrite.selectors(query))
        .extracting(Printer::print)
        .containsExactly("a", "b{c=\"d\"}", "e", "f");
  }

  @Test
  void pinsWhatIsNotPinnedYet() {
    Expr query = Query.parse("a + b @ 5 + rate(c[1m]) + sum_over_time(d[1m:1s])");
    assertThat(Printer.print(Rewrite.pinned(query, 7000)))
        .isEqualTo("a @ 7.000 + b @ 5.000 + rate(c[1m] @ 7.000) + sum_over_time(d[1m:1s] @ 7.000)");
  }
}
