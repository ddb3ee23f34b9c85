// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ballast.cli.detect.DetectEvaluation.Outcome;
import dev.ballast.stats.detect.stream.StreamDetector;
import dev.ballast.stats.score.NabProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What docs/benchmarks.md promises, on the open part of NAB. */
final class DetectEvaluationTest {

  @Test
  void keepsItsScoreOnTheBenchmark() {
    Path shared = Path.of(System.getProperty("ballast.shared", "../../shared"));
    Path folder = shared.resolve("data/nab");
    assumeTrue(Files.isDirectory(folder), "needs " + folder + " (set -Dballast.shared)");
    DetectEvaluation evaluation =
        DetectEvaluation.of(NabFolder.read(folder), StreamDetector.THRESHOLD);
    Outcome standard = outcome(evaluation, NabProfile.STANDARD);
    assertThat(standard.best().windows()).isEqualTo(83);
    assertThat(standard.best().score()).isGreaterThan(65);
    assertThat(standard.crossValidated().score()).isGreaterThan(60);
    assertThat(standard.fixed().score()).isGreaterThan(60);
    assertThat(outcome(evaluation, NabProfile.LOW_FP).best().score()).isGreaterThan(55);
  }

  private static Outcome outcome(DetectEvaluation evaluation, NabProfile profile) {
    Outcome outcome = evaluation.profiles().get(profile.label());
    assertThat(outcome).isNotNull();
    return java.util.Objects.requireNonNull(outcome);
  }
}
