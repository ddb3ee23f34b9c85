// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExclusionsTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Span WINDOW = hours(0, 100);

  private static Span hours(int from, int to) {
    return new Span(START.plus(Duration.ofHours(from)), START.plus(Duration.ofHours(to)));
  }

  private static Exclusion planned(int from, int to) {
    return new Exclusion(hours(from, to), "upgrade", "ann");
  }

  private static Exclusions in(Exclusion... all) {
    return Exclusions.in(WINDOW, List.of(all), new Ratio(0.05));
  }

  @Test
  void leavesOutNoMoreThanTheCapInTheOrderOfTime() {
    var exclusions = in(planned(50, 54), planned(10, 13));
    assertThat(exclusions.audit())
        .extracting(Exclusions.Audited::granted)
        .containsExactly(hours(10, 13), hours(50, 52));
    assertThat(exclusions.audit().get(1).refused()).isEqualTo(Duration.ofHours(2));
    assertThat(exclusions.contains(hours(51, 52))).isTrue();
    assertThat(exclusions.contains(hours(52, 53))).isFalse();
  }

  @Test
  void timeThatTwoExcludeIsChargedOnce() {
    var exclusions = in(planned(10, 14), planned(12, 15));
    assertThat(exclusions.audit())
        .extracting(Exclusions.Audited::refused)
        .containsOnly(Duration.ZERO);
    assertThat(exclusions.contains(hours(14, 15))).isTrue();
  }

  @Test
  void whatLiesOutsideOfTheWindowIsNotCharged() {
    var exclusions = in(planned(-10, 2), planned(120, 130));
    assertThat(exclusions.audit()).hasSize(1);
    assertThat(exclusions.audit().getFirst().granted()).isEqualTo(hours(0, 2));
  }

  @Test
  void afterTheCapNothingIsLeftOut() {
    var exclusions = in(planned(10, 15), planned(20, 21));
    assertThat(exclusions.contains(hours(20, 21))).isFalse();
    assertThat(exclusions.audit().get(1).refused()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void anExclusionMayHaveACapOfItsOwn() {
    Exclusion move = new Exclusion(hours(50, 70), "the move", "ann", new Ratio(0.2));
    var exclusions = in(planned(10, 14), move, planned(80, 82));
    assertThat(exclusions.audit())
        .extracting(Exclusions.Audited::granted)
        .containsExactly(hours(10, 14), hours(50, 66), hours(80, 80));
    assertThat(exclusions.audit())
        .extracting(one -> one.cap().value())
        .containsExactly(0.05, 0.2, 0.05);
    assertThat(exclusions.within(WINDOW)).isEqualTo(Duration.ofHours(20));
    Exclusion little = new Exclusion(hours(50, 54), "a test", "ann", new Ratio(0.01));
    assertThat(in(little).audit().getFirst().granted()).isEqualTo(hours(50, 51));
  }

  @Test
  void theSlosOwnCapIsACeiling() {
    Exclusion move = new Exclusion(hours(50, 70), "the move", "ann", new Ratio(0.2));
    var exclusions = Exclusions.in(WINDOW, List.of(move), new Ratio(0.1), new Ratio(0.1));
    assertThat(exclusions.audit().getFirst().granted()).isEqualTo(hours(50, 60));
    assertThat(exclusions.audit().getFirst().cap()).isEqualTo(new Ratio(0.1));
    assertThat(exclusions.cap()).isEqualTo(new Ratio(0.1));
  }
}
