// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class RuleComparisonTest {

  private static RuleGroup group(String name, Rule... rules) {
    return new RuleGroup(name, List.of(rules));
  }

  private static Rule recording(String name, String expr, String label) {
    return new Rule.Recording(name, expr, new TreeMap<>(Map.of("a", label)));
  }

  @Test
  void saysWhichRuleDiffersAndHow() {
    var expected =
        List.of(
            group("one", recording("x", "a + b", "1"), recording("y", "a", "1")),
            group("two", recording("z", "a", "1")));
    var actual =
        List.of(
            group("one", recording("x", "a - b", "1"), recording("y", "a", "2")),
            group("three", recording("z", "a", "1")));
    assertThat(RuleComparison.of(expected, actual).differences())
        .containsExactly(
            "one: x: a - b (expected: a + b)",
            "one: y: labels: {a=2} (expected: {a=1})",
            "group two is missing",
            "group three is one too many");
    assertThat(RuleComparison.of(expected, expected).same()).isTrue();
  }

  @Test
  void anAlertIsNoRecording() {
    var none = new TreeMap<String, String>();
    var alert = group("g", new Rule.Alerting("x", "a", none, none));
    var recording = group("g", new Rule.Recording("x", "a", none));
    assertThat(RuleComparison.of(List.of(alert), List.of(recording)).same()).isFalse();
  }
}
