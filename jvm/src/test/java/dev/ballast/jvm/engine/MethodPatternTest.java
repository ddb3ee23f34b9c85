// SPDX-License-Identifier: Apache-2.0
package dev.ballast.jvm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MethodPatternTest {

  @Test
  void aStarIsAnyPartOfAName() {
    MethodPattern pattern = MethodPattern.of("com.acme.Pay*#charge*");
    assertThat(pattern.hasType("com.acme.Payments")).isTrue();
    assertThat(pattern.hasType("com.acme.Payments$Inner")).isTrue();
    assertThat(pattern.hasType("com.acme.pay.Payments")).as("another package").isFalse();
    assertThat(pattern.hasMethod("chargeNow")).isTrue();
    assertThat(pattern.hasMethod("refund")).isFalse();
  }

  @Test
  void javaItselfAndEverythingAreRefused() {
    for (String text :
        List.of("java.util.List#add", "*#charge", "*.Payments#charge", "Payments#charge", "a.B")) {
      assertThatThrownBy(() -> MethodPattern.of(text))
          .hasMessage(
              "method: %s (expected: such as com.acme.Payments#charge, never of Java itself)"
                  .formatted(text));
    }
  }

  @Test
  void valuesAreReadAsTheTypeOfTheMethod() {
    assertThat(ReturnValue.of("7", "long")).isEqualTo(7L);
    assertThat(ReturnValue.of("false", "boolean")).isEqualTo(false);
    assertThat(ReturnValue.of("null", "com.acme.Money")).isNull();
    assertThat(ReturnValue.of("null", "void")).isNull();
    assertThat(ReturnValue.fits("null", "int")).isFalse();
    assertThat(ReturnValue.fits("7", "com.acme.Money")).isFalse();
    assertThat(ReturnValue.fits("yes", "boolean")).isFalse();
  }
}
