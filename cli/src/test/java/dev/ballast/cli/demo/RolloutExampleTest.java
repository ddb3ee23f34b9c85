// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.ReaderOptions;
import dev.ballast.model.yaml.RolloutReading;
import dev.ballast.model.yaml.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RolloutExampleTest {

  @Test
  void theExampleIsWhatTheDemoRollsOut() throws IOException {
    assertThat(Files.readString(Path.of("..", "examples", "rollouts", "payments.yaml")))
        .isEqualTo(Resources.rollout());
  }

  @Test
  void itIsReadWithoutAProblem() throws IOException {
    RolloutReading reading =
        ConfigurationReader.readRollouts(
            List.of(Source.of("payments.yaml", Resources.rollout())),
            QueryChecker.NONE,
            ReaderOptions.DEFAULT);

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.canaries()).hasSize(1);
    assertThat(reading.canaries().getFirst().provider()).isEqualTo("ballast");
    assertThat(reading.templates()).hasSize(1);
  }
}
