// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.findings.RunRecord;
import dev.ballast.control.findings.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SilenceTest {

  private static final Instant T0 = Instant.parse("2026-01-05T09:30:00Z");
  private static final RunRecord.Clock CLOCK =
      new RunRecord.Clock(
          T0.minusSeconds(20), T0, T0.plusSeconds(60), T0.plusSeconds(61), T0.plusSeconds(90));

  /** One value each ten seconds, the first 20 s before the fault. */
  private static List<Series.Point> rate(double... values) {
    List<Series.Point> points = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      points.add(new Series.Point(T0.plusSeconds(-20 + 10L * i), values[i]));
    }
    return points;
  }

  @Test
  void saysWhenTrafficEndedAndThatItStayedAway() {
    assertThat(Silence.of(rate(5, 5, 5, 4, 0, 0, 0, 0, 0), CLOCK))
        .hasValue(new Silence(T0.plusSeconds(10), null));
  }

  @Test
  void saysWhenItCameBack() {
    assertThat(Silence.of(rate(5, 5, 5, 0, 0, 3, 5, 5, 5), CLOCK))
        .hasValue(new Silence(T0, T0.plusSeconds(30)));
  }

  @Test
  void trafficThatGoesOnIsNoSilence() {
    assertThat(Silence.of(rate(5, 5, 5, 5, 5, 5, 5, 5, 5), CLOCK).orElseThrow().last())
        .isEqualTo(T0.plusSeconds(60));
  }

  @Test
  void whatWasSilentBeforeTellsNothing() {
    assertThat(Silence.of(rate(0, 0, 0, 0, 0, 0), CLOCK)).isEmpty();
  }
}
