// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.ledger.merge.Replica.Mistake;
import dev.ballast.testkit.Effort;
import dev.ballast.testkit.sim.Scripts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Replicas through loss, cuts, crashes and wrong clocks; each script comes from its seed. */
final class MergeSimulationTest {

  private static final long SEED = 1;
  private static final int RUNS = Effort.runs(300, 2_000);

  @Test
  void replicasConvergeAndEveryAcknowledgedWriteIsAccountedFor() {
    Scripts.forSeeds(
        SEED, RUNS, Step::script, (seed, script) -> MergeWorld.play(seed, script, Mistake.NONE));
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void aMistakeIsFoundAndItsScriptIsShort(Mistake mistake) {
    assertThatThrownBy(
            () ->
                Scripts.forSeeds(
                    SEED,
                    RUNS,
                    Step::script,
                    (seed, script) -> MergeWorld.play(seed, script, mistake)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("repeat with -Dseed=")
        .satisfies(
            error -> {
              String text = String.valueOf(error.getMessage());
              int steps = Integer.parseInt(text.replaceAll("(?s).*of which (\\d+) are.*", "$1"));
              assertThat(steps).as(text).isBetween(1, 8);
            });
  }
}
