// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A few seeds of {@link WatchBenchmark}, which prints many. */
final class FleetRunTest {

  @Test
  void halfAnHourOfABadlyBehavedFleetHasAtMostOneFalseAlert() {
    for (long seed = 1; seed <= 3; seed++) {
      FleetRun run = FleetRun.quiet(10, seed, 1_800);
      assertThat(run.series()).isGreaterThan(200);
      assertThat(run.alerts()).as("seed %s", seed).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void theVictimIsFoundInNineOfTenRunsOfTwoAndAHalfMinutes() {
    int found = 0;
    for (long seed = 1; seed <= 20; seed++) {
      found += FleetRun.broken(10, seed, 150).found().isPresent() ? 1 : 0;
    }
    assertThat(found).as("%s of 20", found).isGreaterThanOrEqualTo(18);
  }
}
