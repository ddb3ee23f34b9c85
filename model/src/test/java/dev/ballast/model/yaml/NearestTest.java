// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestTest {

  @Test
  void countsASwapOfNeighboursAsOneMistake() {
    assertThat(Nearest.distance("nmae", "name")).isEqualTo(1);
    assertThat(Nearest.distance("teem", "team")).isEqualTo(1);
    assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    assertThat(Nearest.distance("ca", "abc")).isEqualTo(3);
  }

  @Test
  void ignoresCase() {
    assertThat(Nearest.to("SERVICE", List.of("Service", "SLO"))).contains("Service");
  }

  @Test
  void saysNothingWhenNothingIsNear() {
    assertThat(Nearest.to("markdown", List.of("description", "team"))).isEmpty();
    assertThat(Nearest.to("a", List.of("b"))).isEmpty();
    assertThat(Nearest.to("", List.of("b"))).isEmpty();
    assertThat(Nearest.to("x".repeat(1_000_000), List.of("x".repeat(99)))).isEmpty();
  }

  @Test
  void takesTheNearestAndOfEqualsTheFirstByName() {
    assertThat(Nearest.to("good", List.of("goods", "god", "food"))).contains("food");
    assertThat(Nearest.to("totl", List.of("total", "tot"))).contains("tot");
  }

  @Test
  void knowsTheStartOfALongerKey() {
    assertThat(Nearest.toKey("lookback", List.of("lookbackWindow", "op")))
        .contains("lookbackWindow");
    assertThat(Nearest.to("orders", List.of("orders-database"))).isEmpty();
  }
}
