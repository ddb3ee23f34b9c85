// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings.trial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FindingTrialsTest {

  @Test
  void findsWhatIsPlantedAndNothingElse() {
    long seed = 20261127;
    System.out.println("seed " + seed);

    FindingTrials.Report report = FindingTrials.run(2, seed, _ -> {});

    assertThat(report.scores()).hasSize(25);
    assertThat(report.scores())
        .allSatisfy(
            s -> {
              assertThat(s.planted()).isEqualTo(2);
              assertThat(s.plantedFound())
                  .as("found of formula %s", s.id())
                  .isGreaterThanOrEqualTo(1);
              assertThat(s.falseFound()).as("false of formula %s", s.id()).isLessThanOrEqualTo(2);
            });
    assertThat(report.cleanWithFindings()).isLessThanOrEqualTo(1);
  }

  @Test
  void repeatsByItsSeed() {
    assertThat(FindingTrials.run(1, 7, _ -> {})).isEqualTo(FindingTrials.run(1, 7, _ -> {}));
  }
}
