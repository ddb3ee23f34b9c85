// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class GrowingVisitsTest {

  private static final Duration WHOLE = Duration.ofSeconds(100);

  @Test
  void becomeEvenlyMoreUntilAllAreThere() {
    GrowingVisits visits =
        new GrowingVisits(new Visits(new SplittableRandom(1), 100), new SplittableRandom(2), WHOLE);
    int[] perTenSeconds = new int[15];
    for (Visit v = visits.next(); v.at().toSeconds() < 150; v = visits.next()) {
      perTenSeconds[(int) v.at().toSeconds() / 10]++;
    }
    for (int i = 0; i < 10; i++) {
      assertThat(perTenSeconds[i]).isBetween(100 * i - 50, 100 * i + 150); // 50 + 100 i, 5 sigma
    }
    assertThat(perTenSeconds[14]).isBetween(840, 1160);
  }

  @Test
  void refusesNoTimeAtAll() {
    Visits all = new Visits(new SplittableRandom(1), 1);
    assertThatThrownBy(() -> new GrowingVisits(all, new SplittableRandom(2), Duration.ZERO))
        .hasMessage("whole: PT0S (expected: above 0)");
  }
}
