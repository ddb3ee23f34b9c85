// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.testkit.FakeClock;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrowthWatchTest {

  private static final Instant AT = FakeClock.START;

  private final GrowthWatch watch = new GrowthWatch();

  @Test
  void tellsEachDoublingOnce() {
    assertThat(watch.look(Map.of("payments", 400), AT)).isEmpty();
    assertThat(watch.look(Map.of("payments", 700), AT.plusSeconds(60))).isEmpty();
    assertThat(watch.look(Map.of("payments", 1200), AT.plusSeconds(120)))
        .extracting(Change::summary, Change::from, Change::to)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "payments sends 1,200 series, 800 of them new within 2 min", "400", "1200"));
    assertThat(watch.look(Map.of("payments", 1300), AT.plusSeconds(180))).isEmpty();
    assertThat(watch.look(Map.of("payments", 2400), AT.plusSeconds(240))).hasSize(1);
  }

  @Test
  void aServiceThatStartsAndSlowGrowthAreNoJump() {
    assertThat(watch.look(Map.of(), AT)).isEmpty();
    assertThat(watch.look(Map.of("new", 5000), AT.plusSeconds(60))).isEmpty();
    for (int minute = 2; minute < 300; minute++) {
      assertThat(watch.look(Map.of("new", 5000 + 100 * minute), AT.plusSeconds(60L * minute)))
          .isEmpty();
    }
  }

  @Test
  void smallServicesMayDouble() {
    watch.look(Map.of("tiny", 10), AT);
    assertThat(watch.look(Map.of("tiny", 400, "no name!", 4000), AT.plusSeconds(60))).isEmpty();
  }
}
