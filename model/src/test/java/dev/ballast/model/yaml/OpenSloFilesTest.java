// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ballast.model.yaml.Reading.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The conformance files of the OpenSLO projects, each read alone. What its own tools reject is
 * rejected here with a line; what they accept is accepted.
 */
final class OpenSloFilesTest {

  /** Lines of {@code openslo-outcomes.txt}: file, outcome, and a part of the message. */
  private static Map<String, String> outcomes() throws IOException {
    var all = new TreeMap<String, String>();
    for (String line : Files.readAllLines(Cases.folder().resolveSibling("openslo-outcomes.txt"))) {
      if (!line.startsWith("#")) {
        var cells = line.split(" \\| ", -1);
        all.put(cells[0], cells[1] + " | " + cells[2]);
      }
    }
    return all;
  }

  private static Path folder() {
    var shared = Path.of(System.getProperty("ballast.shared", "../../shared"));
    var folder = shared.resolve("data/openslo");
    assumeTrue(Files.isDirectory(folder), "needs " + folder + " (set -Dballast.shared)");
    return folder;
  }

  /** Files that a tool inlines have to hold what they refer to; others may be part of a set. */
  private static Reading read(Path file) throws IOException {
    var name = file.getFileName().toString();
    var references = name.contains("inline-inputs") ? References.INLINED : References.NONE;
    return ConfigurationReader.readSources(
        List.of(Source.of(name, Files.readAllBytes(file))),
        Cases.BRACKETS,
        ReaderOptions.DEFAULT.withReferences(references));
  }

  private static List<Path> files(String group) throws IOException {
    try (Stream<Path> all = Files.list(folder().resolve(group))) {
      return all.sorted().toList();
    }
  }

  @Test
  void givesEveryFileItsOutcomeAndItsReason() throws IOException {
    var outcomes = outcomes();
    var actual = new TreeMap<String, String>();
    for (String group : List.of("spec-examples", "oslo", "go-sdk")) {
      for (Path file : files(group)) {
        var name = file.getFileName().toString();
        var reading = read(file);
        var expected = outcomes.getOrDefault(name, "not in the table | ");
        var reason = expected.substring(expected.indexOf(" | ") + 3);
        var found = reading.errors().stream().anyMatch(p -> p.line().contains(reason));
        var given = reading.outcome() == Outcome.ACCEPTED || found ? reason : first(reading);
        actual.put(name, reading.outcome() + " | " + given);
      }
    }
    assertThat(actual).isEqualTo(outcomes);
  }

  private static String first(Reading reading) {
    return reading.errors().getFirst().line();
  }

  @Test
  void namesALineInEveryRejectedFile() throws IOException {
    for (String group : List.of("spec-examples", "spec-schema-placeholder", "oslo", "go-sdk")) {
      for (Path file : files(group)) {
        assertThat(read(file).errors())
            .as(file.toString())
            .allSatisfy(problem -> assertThat(problem.place().line()).isPositive());
      }
    }
  }

  @Test
  void readsTheSameObjectsFromYamlAndJson() throws IOException {
    for (String name : List.of("sdk-decode-single_object", "sdk-decode-sequence_of_objects")) {
      var sdk = folder().resolve("go-sdk");
      assertThat(read(sdk.resolve(name + ".json")).configuration())
          .isEqualTo(read(sdk.resolve(name + ".yaml")).configuration())
          .isNotEqualTo(dev.ballast.model.Configuration.EMPTY);
    }
  }
}
