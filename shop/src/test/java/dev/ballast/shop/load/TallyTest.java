// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

final class TallyTest {

  @Test
  void countsAndRanks() {
    Tally tally = new Tally();
    for (int i = 1; i <= 2_000; i++) {
      tally.answered(i > 20, i * 1_000_000L);
    }
    tally.dropped();

    assertThat(tally.summary())
        .containsExactly(
            entry("requests", 2_000),
            entry("failed", 20),
            entry("dropped", 1),
            entry("p50_seconds", 1.0),
            entry("p99_seconds", 1.98));
  }

  @Test
  void nothingHappenedYet() {
    assertThat(new Tally().summary()).contains(entry("requests", 0), entry("p99_seconds", 0.0));
  }
}
