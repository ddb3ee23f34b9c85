// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.CanaryAnalysis.Shift;
import dev.ballast.model.rollout.CanaryMetric;
import dev.ballast.model.rollout.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Flagger's own files: all are read, and nothing of them is lost. */
final class FlaggerFilesTest {

  private static Path folder() {
    var shared = Path.of(System.getProperty("ballast.shared", "../../shared"));
    var folder = shared.resolve("data/flagger");
    assumeTrue(Files.isDirectory(folder), "needs " + folder + " (set -Dballast.shared)");
    return folder;
  }

  private static List<Path> files(String group) throws IOException {
    try (Stream<Path> all = Files.list(folder().resolve(group))) {
      return all.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static RolloutReading read(String text) {
    return ConfigurationReader.readRollouts(
        List.of(Source.of("canary.yaml", text)), Cases.BRACKETS, ReaderOptions.DEFAULT);
  }

  @Test
  void acceptsEveryCompleteCanary() throws IOException {
    for (Path file : files("canary")) {
      var reading = read(Files.readString(file));
      assertThat(reading.errors()).as(file.toString()).isEmpty();
      assertThat(reading.canaries()).as(file.toString()).hasSize(1);
    }
  }

  @Test
  void acceptsEveryTemplateAndProvider() throws IOException {
    for (Path file : files("metrictemplate")) {
      var reading = read(Files.readString(file));
      // One is the skeleton of Flagger's documentation: keys without values.
      assertThat(reading.errors())
          .as(file.toString())
          .allMatch(Problem.MissingKey.class::isInstance);
      assertThat(reading.templates())
          .as(file.toString())
          .hasSize(reading.errors().isEmpty() ? 1 : 0);
    }
    for (Path file : files("alertprovider")) {
      assertThat(read(Files.readString(file)).providers()).as(file.toString()).hasSize(1);
    }
  }

  @Test
  void findsNothingButMissingKeysInFragments() throws IOException {
    for (Path file : files("canary-partial")) {
      assertThat(read(Files.readString(file)).errors())
          .as(file.toString())
          .isNotEmpty()
          .allMatch(Problem.MissingKey.class::isInstance);
    }
  }

  @Test
  void losesNothingWhenItIsWrittenAndReadAgain() throws IOException {
    for (Path file : files("canary")) {
      Canary canary = read(Files.readString(file)).canaries().getFirst();
      Canary again = read(canary.written().json()).canaries().getFirst();
      assertThat(again).as(file.toString()).isEqualTo(canary);
      assertThat(leaves(canary.written()))
          .as("values of " + file)
          .hasSameSizeAs(
              Documents.of("", Files.readString(file), Limits.DEFAULT, _ -> {}).roots().stream()
                  .flatMap(FlaggerFilesTest::scalars)
                  .toList());
    }
  }

  private static List<Tree> leaves(Tree tree) {
    return switch (tree) {
      case Tree.Fields map ->
          map.entries().values().stream().flatMap(value -> leaves(value).stream()).toList();
      case Tree.Items list -> list.items().stream().flatMap(item -> leaves(item).stream()).toList();
      case Tree.Text text -> List.of(text);
      case Tree.Plain plain -> List.of(plain);
    };
  }

  private static Stream<String> scalars(org.snakeyaml.engine.v2.nodes.Node node) {
    return switch (node) {
      case org.snakeyaml.engine.v2.nodes.MappingNode map ->
          map.getValue().stream().flatMap(entry -> scalars(entry.getValueNode()));
      case org.snakeyaml.engine.v2.nodes.SequenceNode list ->
          list.getValue().stream().flatMap(FlaggerFilesTest::scalars);
      case org.snakeyaml.engine.v2.nodes.ScalarNode scalar -> Stream.of(scalar.getValue());
      default -> Stream.empty();
    };
  }

  @Test
  void readsBothIndentationsOfTheSourceDocumentAlike() throws IOException {
    List<Canary> both =
        files("source-document").stream()
            .map(
                file -> {
                  try {
                    return read(Files.readString(file)).canaries().getFirst();
                  } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                })
            .toList();
    assertThat(both).hasSize(2);
    assertThat(both.getFirst().analysis()).isEqualTo(both.getLast().analysis());
    for (Canary canary : both) {
      assertThat(canary.deadline()).hasSeconds(60);
      assertThat(canary.mode()).isEqualTo(Canary.Mode.BALLAST);
      var stages = (Shift.Stages) canary.analysis().shift();
      assertThat(stages.weights()).containsExactly(1, 2, 3, 4, 5, 25, 50);
      assertThat(canary.analysis().metricsAt(3))
          .extracting(CanaryMetric::name)
          .containsExactly("error-rate");
      assertThat(canary.analysis().metricsAt(25))
          .extracting(CanaryMetric::name)
          .containsExactly("error-rate", "latency");
    }
  }

  @Test
  void computesWeightsAsFlaggerDoes() {
    assertThat(weights("maxWeight: 50, stepWeight: 20")).containsExactly(20, 40, 60);
    assertThat(weights("stepWeight: 30")).containsExactly(30, 60, 90, 100);
    assertThat(weights("maxWeight: 50, stepWeights: [10, 30, 60]")).containsExactly(10, 30, 60);
    assertThat(weights("stepWeight: 25, stepWeights: [10, 60]")).containsExactly(25, 50, 75);
  }

  private static List<Integer> weights(String keys) {
    var text =
        """
        apiVersion: flagger.app/v1beta1
        kind: Canary
        metadata: {name: a}
        spec:
          targetRef: {apiVersion: apps/v1, kind: Deployment, name: a}
          analysis: {interval: 1m, threshold: 1, %s}
        """
            .formatted(keys);
    return ((Shift.Weights) read(text).canaries().getFirst().analysis().shift()).weights();
  }
}
