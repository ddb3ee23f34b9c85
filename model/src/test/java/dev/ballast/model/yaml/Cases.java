// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Cases of the folder {@code cases}: a file or folder of YAML, and beside it the lines that reading
 * it has to give.
 */
final class Cases {

  /** Stands in for the PromQL parser, which is elsewhere. */
  static final QueryChecker BRACKETS =
      query ->
          query.chars().filter(c -> c == '(').count() == query.chars().filter(c -> c == ')').count()
              ? Optional.empty()
              : Optional.of("a bracket is not closed");

  private Cases() {}

  static Path folder() {
    var found = Objects.requireNonNull(Cases.class.getResource("/cases/README.md"));
    try {
      return Objects.requireNonNull(Path.of(found.toURI()).getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Names of all cases: what has a .txt beside it. */
  static List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder())) {
      return all.map(path -> Objects.requireNonNull(path.getFileName()).toString())
          .filter(name -> name.endsWith(".yaml") || name.indexOf('.') < 0)
          .sorted()
          .toList();
    }
  }

  static Reading read(String name) throws IOException {
    var path = folder().resolve(name);
    var files = Files.isDirectory(path) ? yamlIn(path) : List.of(path);
    var sources = new java.util.ArrayList<Source>();
    for (Path file : files) {
      var shown = Objects.requireNonNull(file.getFileName()).toString();
      sources.add(Source.of(shown, Files.readAllBytes(file)));
    }
    return ConfigurationReader.readSources(sources, BRACKETS);
  }

  private static List<Path> yamlIn(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  static Path expectation(String name) {
    return folder().resolve(name.replaceFirst("\\.yaml$", "") + ".txt");
  }

  /** A reading as the expectations have it. */
  static String shown(Reading reading) {
    return Stream.concat(
            Stream.of(reading.outcome().toString()),
            reading.problems().stream().map(p -> p.severity() + " " + p.code() + "\n  " + p.line()))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
