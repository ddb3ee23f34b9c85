// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NamePatternTest {

  @Test
  void aStarStandsForAnythingAndNamesForThemselves() {
    NamePattern names = NamePattern.of("db.example, *.pay.example,cache-*.example");
    assertThat(names.matches("DB.example.")).isTrue();
    assertThat(names.matches("db.example.org")).isFalse();
    assertThat(names.matches("a.b.pay.example")).isTrue();
    assertThat(names.matches("pay.example")).isFalse();
    assertThat(names.matches("dbxexample")).as("a dot is a dot").isFalse();
    assertThat(names.matches("cache-7.example")).isTrue();
    assertThat(NamePattern.of("*.pay.example").example()).isEqualTo("ballast-probe.pay.example");
  }

  @Test
  void neverMeansEveryName() {
    assertThat(NamePattern.against("*"))
        .containsExactly("names: * (expected: names such as db.example or *.example, never all)");
    assertThat(NamePattern.against("*.*")).hasSize(1);
    assertThat(NamePattern.against("a.example,,b example")).hasSize(2);
  }
}
