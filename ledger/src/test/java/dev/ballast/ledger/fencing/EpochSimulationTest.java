// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.fencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.ledger.fencing.EpochWorld.Mistake;
import dev.ballast.testkit.sim.Scripts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Leases with epochs through cuts, pauses, wrong clocks and crashes; 2,000 scripts. */
final class EpochSimulationTest {

  private static final long SEED = 1;
  private static final int RUNS = 2_000;

  @Test
  void epochsNeverOverlapAndNoLateWriteIsTaken() {
    long[] taken = {0};
    Scripts.forSeeds(
        SEED,
        RUNS,
        EpochStep::script,
        (seed, script) -> taken[0] += EpochWorld.play(seed, script, Mistake.NONE));
    assertThat(taken[0]).as("writes taken").isGreaterThan(RUNS * 50L);
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void aMistakeIsFound(Mistake mistake) {
    assertThatThrownBy(
            () ->
                Scripts.forSeeds(
                    SEED,
                    RUNS,
                    EpochStep::script,
                    (seed, script) -> EpochWorld.play(seed, script, mistake)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("repeat with -Dseed=");
  }
}
