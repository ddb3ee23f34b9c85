// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.slo.rules.SameQuery.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SameQueryTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sum by (a, b) (x) | (sum(x) by (b, a))",
        "x{a=\"1\", b=\"2\"} | x{b='2',a='1'}",
        "vector(1-0.999) | vector(1 - 0.9990000000000001)",
        "a / on(x, y) group_left b | a / on(y, x) group_left() b",
        "a + b * c | a + (b * c)",
        "rate(x[60m]) | rate(x[1h])"
      })
  void writingDoesNotMatter(String one, String other) {
    assertThat(SameQuery.compare(one, other)).isEqualTo(Result.SAME);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(a + b) * c | a + b * c",
        "sum by (a) (x) | sum without (a) (x)",
        "x{a=\"1\"} | x{a=~\"1\"}",
        "x > 0.001 | x > 0.0010001",
        "rate(x[1h]) | rate(x[2h])",
        "x > 1 | x > bool 1",
        "a and b | a or b",
        "x | x offset 5m",
        "topk(1, x) | topk(2, x)",
        "a / ignoring (x) b | a / on (x) b"
      })
  void meaningMatters(String one, String other) {
    assertThat(SameQuery.compare(one, other)).isEqualTo(Result.DIFFERENT);
  }

  @Test
  void ofAnotherDialectOnlyTextsAreCompared() {
    assertThat(SameQuery.compare("histogram_share( 1 ,x)", "histogram_share(1, x)"))
        .isEqualTo(Result.SAME_TEXT);
    assertThat(SameQuery.compare("histogram_share(1, x)", "histogram_share(2, x)"))
        .isEqualTo(Result.DIFFERENT);
  }
}
