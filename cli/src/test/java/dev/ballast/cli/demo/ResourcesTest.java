// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.Autonomy;
import dev.ballast.model.Configuration;
import dev.ballast.model.Service;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.Reading;
import dev.ballast.model.yaml.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResourcesTest {

  @TempDir private Path folder;

  private Configuration team() throws IOException {
    Resources.unpack(folder);
    Resources.unpackTeam(folder, 4711);
    List<Source> sources;
    try (Stream<Path> files = Files.list(folder)) {
      sources =
          files
              .filter(file -> file.toString().endsWith(".yaml"))
              .sorted()
              .map(ResourcesTest::source)
              .toList();
    }
    Reading reading = ConfigurationReader.readSources(sources, query -> Optional.empty());
    assertThat(reading.problems()).isEmpty();
    return reading.configuration();
  }

  private static Source source(Path file) {
    try {
      return Source.of(file.getFileName().toString(), Files.readString(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void theTeamsConfigurationIsValid() throws IOException {
    assertThat(team().remediations().values())
        .hasSize(5)
        .allSatisfy(one -> assertThat(one.autonomy()).isEqualTo(Autonomy.AUTO));
    assertThat(Files.readString(folder.resolve("oncall.yaml")))
        .contains("http://127.0.0.1:4711/page");
  }

  @Test
  void everyServiceOfOursHasARunbookThatSaysSomething() throws IOException {
    assertThat(team().services().values())
        .filteredOn(service -> service.kind() != Service.Kind.EXTERNAL)
        .hasSize(9)
        .allSatisfy(
            service ->
                assertThat(folder.resolve(service.runbook())).content().hasSizeGreaterThan(200));
  }
}
