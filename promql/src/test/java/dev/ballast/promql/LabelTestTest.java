// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LabelTestTest {

  private static final List<String> VALUES =
      List.of(
          "",
          "a",
          "b",
          "ab",
          "abc",
          "cab",
          "a.c",
          "prod",
          "production",
          "canary",
          "pre\nprod",
          "x|y",
          "5xx",
          "500");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a|b",
        "a|b|",
        "prod.*",
        "prod.+",
        ".*",
        ".+",
        ".*prod",
        ".+prod",
        ".*a.*",
        ".+a.+",
        "5..",
        "(?i:PROD).*",
        "pre.prod",
        "a\\.c",
        "[ab]+",
        "x\\|y",
        "..",
        "^a$",
        ".*?prod"
      })
  void fastPathsAgreeWithTheAutomaton(String regex) {
    LabelTest test = LabelTest.of(new Matcher(Matcher.Type.MATCHES, "l", regex));
    LabelTest negated = LabelTest.of(new Matcher(Matcher.Type.NOT_MATCHES, "l", regex));
    Pattern pattern = Pattern.compile(regex, Pattern.DOTALL);
    for (String value : VALUES) {
      assertThat(test.test(value)).as("%s =~ %s", value, regex).isEqualTo(pattern.matches(value));
      assertThat(negated.test(value)).isNotEqualTo(test.test(value));
    }
  }

  @Test
  void knowsTheWordsOfAnAlternation() {
    assertThat(LabelTest.of(new Matcher(Matcher.Type.MATCHES, "l", "a|bc|a")).words())
        .containsExactlyInAnyOrder("a", "bc");
    assertThat(LabelTest.of(new Matcher(Matcher.Type.MATCHES, "l", "a.*|b")).words()).isEmpty();
  }

  @Test
  void aMissingLabelIsEmpty() {
    LabelTest test = LabelTest.of(new Matcher(Matcher.Type.NOT_EQUAL, "absent", "x"));
    assertThat(test.test(Labels.of("a", "b"))).isTrue();
  }

  @Test
  void namesABadExpression() {
    assertThatThrownBy(() -> LabelTest.of(new Matcher(Matcher.Type.MATCHES, "l", "a(")))
        .isInstanceOf(PromqlException.class)
        .hasMessage("regular expression \"a(\" is not valid: missing closing )");
  }
}
