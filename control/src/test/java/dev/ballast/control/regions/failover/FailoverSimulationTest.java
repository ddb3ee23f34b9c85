// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.regions.failover.RegionStep.Kind;
import dev.ballast.control.regions.failover.RegionWorld.Mistake;
import dev.ballast.control.regions.failover.RegionWorld.Tally;
import dev.ballast.testkit.sim.Scripts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Regions through losses, cuts, gray failures and wrong clocks. {@code -Dregions.seeds=2000} is the
 * long form.
 */
final class FailoverSimulationTest {

  private static final long SEED = 1;
  private static final int RUNS = Integer.getInteger("regions.seeds", 100);
  private static final int HARMLESS = Math.max(100, RUNS / 4);

  @Test
  void noTwoRegionsWriteAtOnceWhateverHappens() {
    int[] seen = new int[2];
    Scripts.forSeeds(
        SEED,
        RUNS,
        RegionStep::anything,
        (seed, script) -> {
          Tally tally = RegionWorld.play(seed, script, Mistake.NONE);
          seen[0] += tally.writes;
          seen[1] += tally.failovers;
        });
    assertThat(seen[0]).as("writes").isGreaterThan(RUNS * 30);
    assertThat(seen[1]).as("failovers").isGreaterThan(RUNS / 5);
  }

  @Test
  void aRegionThatHurtsAndIsThereIsNotTakenOut() {
    Scripts.forSeeds(
        SEED,
        HARMLESS,
        RegionStep::harmless,
        (seed, script) ->
            assertThat(RegionWorld.play(seed, script, Mistake.NONE).failovers)
                .as("failovers")
                .isZero());
  }

  @Test
  void aLostOwnerIsReplacedWithinTheBound() {
    for (int seed = 1; seed <= 15; seed++) {
      long at = 2_000 + 37L * seed;
      Tally tally =
          RegionWorld.play(seed, List.of(new RegionStep(at, Kind.LOSS, 0, 1, 0)), Mistake.NONE);
      assertThat(tally.failovers).as("failovers, seed " + seed).isEqualTo(1);
      assertThat(tally.tenure.owner()).isEqualTo(RegionWorld.WEST);
      assertThat(tally.tenure.epoch()).isEqualTo(2);
      // silence is noticed, confirmed over a second and three looks; the lease ends meanwhile
      assertThat(tally.outAt - at).as("milliseconds, seed " + seed).isBetween(1_000L, 5_500L);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Mistake.class,
      names = {"NONE", "BELIEVES_ONE_PLACE"},
      mode = EnumSource.Mode.EXCLUDE)
  void aMistakeInFencingIsFound(Mistake mistake) {
    assertThatThrownBy(
            () ->
                Scripts.forSeeds(
                    SEED,
                    2_000,
                    mistake == Mistake.LEASE_BY_WALL_CLOCK
                        ? RegionStep::cutOffWithAWrongClock
                        : RegionStep::anything,
                    (seed, script) -> RegionWorld.play(seed, script, mistake)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("repeat with -Dseed=");
  }

  @Test
  void believingOnePlaceIsFound() {
    assertThatThrownBy(
            () ->
                Scripts.forSeeds(
                    SEED,
                    HARMLESS,
                    RegionStep::harmless,
                    (seed, script) ->
                        assertThat(
                                RegionWorld.play(seed, script, Mistake.BELIEVES_ONE_PLACE)
                                    .failovers)
                            .isZero()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("repeat with -Dseed=");
  }
}
