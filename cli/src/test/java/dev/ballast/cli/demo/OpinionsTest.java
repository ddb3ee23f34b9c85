// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.QueryChecker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpinionsTest {

  private static final DemoOptions.Ports PORTS = new DemoOptions.Ports(7700, 7200, 15432);

  @TempDir Path dir;

  @Test
  void theControlPlaneIsToldOfThePlanThatIsInstalled() throws IOException {
    Path file = Files.writeString(dir.resolve("replication.yaml"), Opinions.resource(PORTS));

    var reading = ConfigurationReader.readReplications(List.of(file), QueryChecker.NONE);

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.replications()).containsExactly(Opinions.replication(PORTS));
  }
}
