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
  void whatIsAnsweredWellButLateIsSlowAndCountsSince() {
    Tally tally = new Tally();
    tally.answered(true, 2_000_000_000L);
    Tally.Counts before = tally.counts();
    tally.answered(true, 1_024_000_000L);
    tally.answered(true, 1_025_000_000L);
    tally.answered(false, 5_000_000_000L);
    tally.dropped();

    assertThat(tally.counts().since(before)).isEqualTo(new Tally.Counts(3, 1, 1, 1));
  }

  @Test
  void nothingHappenedYet() {
    assertThat(new Tally().summary()).contains(entry("requests", 0), entry("p99_seconds", 0.0));
  }
}
