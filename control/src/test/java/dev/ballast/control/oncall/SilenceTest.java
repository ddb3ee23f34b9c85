// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SilenceTest {

  private static final Instant NOW = FakeClock.START;

  private static Silence silence(String... matchers) {
    return new Silence(
        "s1",
        List.of(matchers).stream().map(Matcher::parse).toList(),
        NOW,
        NOW.plus(Duration.ofHours(2)),
        "ann",
        "upgrade");
  }

  @Test
  void readsMatchersAsAlertmanagerWritesThem() {
    assertThat(Matcher.parse("service=payments").text()).isEqualTo("service=\"payments\"");
    assertThat(Matcher.parse(" service =~ \"pay.*\" ").matches(Map.of("service", "payments")))
        .isTrue();
    assertThat(Matcher.parse("service!=payments").matches(Map.of())).isTrue();
    assertThat(Matcher.parse("service!~pay.*").matches(Map.of("service", "payments"))).isFalse();
    assertThat(Matcher.parse("note=\"a \\\"b\\\"\"").value()).isEqualTo("a \"b\"");
  }

  @Test
  void aRegularExpressionMatchesAllOfTheValue() {
    assertThat(Matcher.parse("service=~pay").matches(Map.of("service", "payments"))).isFalse();
  }

  @Test
  void aRegularExpressionThatTakesForEverElsewhereIsHarmless() {
    Matcher evil = Matcher.parse("service=~(a+)+$");
    assertThat(evil.matches(Map.of("service", "a".repeat(5000) + "!"))).isFalse();
  }

  @Test
  void allMatchersHaveToMatch() {
    Silence silence = silence("service=payments", "severity=warning");
    assertThat(silence.matches(Map.of("service", "payments", "severity", "warning"))).isTrue();
    assertThat(silence.matches(Map.of("service", "payments", "severity", "critical"))).isFalse();
  }

  @Test
  void isOverByItself() {
    Silence silence = silence("service=payments");
    assertThat(silence.isActive(NOW)).isTrue();
    assertThat(silence.isActive(NOW.plus(Duration.ofHours(2)))).isFalse();
    assertThat(silence.isActive(NOW.minusSeconds(1))).isFalse();
  }

  @Test
  void refusesToSilenceEverything() {
    assertThatThrownBy(() -> silence("service=~.*")).hasMessageContaining("empty text");
    assertThatThrownBy(() -> silence("service!=payments")).hasMessageContaining("empty text");
  }

  @Test
  void saysWhatIsWrongWithAMatcher() {
    assertThatThrownBy(() -> Matcher.parse("payments"))
        .hasMessage(
            "matcher: payments (expected: a label, one of = != =~ !~, and a value, such as"
                + " service=payments)");
    assertThatThrownBy(() -> Matcher.parse("service=~(")).hasMessageContaining("RE2");
  }

  @Test
  void needsAReasonAndAnEnd() {
    List<Matcher> matchers = List.of(Matcher.parse("service=payments"));
    assertThatThrownBy(() -> new Silence("s", matchers, NOW, NOW.plusSeconds(60), "ann", " "))
        .hasMessageContaining("comment");
    assertThatThrownBy(
            () -> new Silence("s", matchers, NOW, NOW.plus(Duration.ofDays(91)), "ann", "x"))
        .hasMessageContaining("at most 90 d");
  }
}
