// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.GatePolicy;
import dev.ballast.model.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What people copy from {@code examples/gate} is right. */
final class GateExamplesTest {

  private static final Pattern TYPE = Pattern.compile("type: (\\S+)\\s+url: \\S+/flagger/(\\S+)");

  @Test
  void thePolicyIsValid() throws IOException {
    Reading reading = read("policy.yaml");
    assertThat(reading.problems()).isEmpty();
    var gates = reading.configuration().gates();
    assertThat(GatePolicy.of(new ServiceName("payments"), gates).name()).isEqualTo("money");
    assertThat(GatePolicy.of(new ServiceName("orders"), gates).name()).isEqualTo("default");
  }

  @Test
  void theCanaryIsValidAndEachHookHasItsOwnAddress() throws IOException {
    assertThat(read("flagger-canary.yaml").errors()).isEmpty();
    Set<String> types = new TreeSet<>();
    Matcher hooks = TYPE.matcher(text("flagger-canary.yaml"));
    while (hooks.find()) {
      assertThat(hooks.group(2)).isEqualTo(hooks.group(1));
      types.add(hooks.group(1));
    }
    assertThat(types)
        .containsExactly(
            "confirm-promotion",
            "confirm-rollout",
            "confirm-traffic-increase",
            "event",
            "post-rollout",
            "pre-rollout",
            "rollback");
  }

  private static Reading read(String file) throws IOException {
    return ConfigurationReader.readSources(
        List.of(Source.of(file, text(file))), Cases.BRACKETS, ReaderOptions.DEFAULT);
  }

  private static String text(String file) throws IOException {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("build-tools"))) {
      folder = Objects.requireNonNull(folder.getParent(), "run inside the repository");
    }
    return Files.readString(folder.resolve("examples/gate").resolve(file));
  }
}
