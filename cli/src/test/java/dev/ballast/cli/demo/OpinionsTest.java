// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.Reading;
import dev.ballast.model.yaml.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reviews that both regions write. */
final class OpinionsTest {

  @Test
  void theServerReadsWhatTheDemoInstalls() {
    DemoOptions.Ports ports = new DemoOptions.Ports(7700, 7200, 15432);

    Reading reading =
        ConfigurationReader.readSources(
            List.of(Source.of("reviews.yaml", Opinions.resource(ports))), QueryChecker.NONE);

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.configuration().replications().values())
        .containsExactly(Opinions.replication(ports));
  }
}
