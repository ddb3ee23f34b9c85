// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.graph;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.control.topology.analysis.AnalysisOptions;
import dev.ballast.control.topology.analysis.GraphMaker;
import dev.ballast.model.Configuration;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.Problem;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.Reading;
import dev.ballast.model.yaml.Severity;
import dev.ballast.promql.PromqlException;
import dev.ballast.promql.parse.Query;
import dev.ballast.server.graph.GraphDocument;
import dev.ballast.server.graph.GraphView;
import dev.ballast.server.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads graphs from resource files, or from what {@code graph export} wrote. */
final class GraphFiles {

  private GraphFiles() {}

  static GraphView read(List<Path> paths, AnalysisOptions options, Terminal terminal)
      throws IOException {
    if (paths.size() == 1 && isExport(paths.getFirst())) {
      Path file = paths.getFirst();
      return exported(file.toString(), Files.readString(file), options);
    }
    Configuration configuration = configuration(paths, terminal);
    return GraphView.of(
        GraphMaker.of(configuration),
        GraphView.promises(configuration),
        options,
        Map.of(),
        Instant.EPOCH);
  }

  /** What resource files declare; warnings go to the error stream. */
  static Configuration configuration(List<Path> paths, Terminal terminal) throws IOException {
    Reading reading = ConfigurationReader.read(paths, queries());
    for (Problem problem : reading.problems()) {
      if (problem.severity() != Severity.ERROR) {
        terminal.progress(
            problem.place()
                + ": "
                + problem.severity().name().toLowerCase(Locale.ROOT)
                + ": "
                + problem.text());
      }
    }
    if (!reading.valid()) {
      throw CommandFailure.usage(
          reading.errors().stream()
              .map(Problem::line)
              .collect(Collectors.joining("\n", "--file is not valid\n", "")));
    }
    return reading.configuration();
  }

  private static boolean isExport(Path file) throws IOException {
    return Files.isRegularFile(file)
        && file.toString().endsWith(".json")
        && Files.readString(file).stripLeading().matches("(?s)\\{\\s*\"(nodes|links)\".*");
  }

  static GraphView exported(String name, String text) {
    return exported(name, text, AnalysisOptions.DEFAULT);
  }

  private static GraphView exported(String name, String text, AnalysisOptions options) {
    try {
      GraphDocument document = Json.read(text, GraphDocument.class);
      return GraphView.of(document.graph(), document.promises(), options, Map.of(), Instant.EPOCH);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(
          name + ": " + e.getMessage() + " (expected: what ballast graph export -o json writes)");
    }
  }

  /** Checks queries with the engine's own parser. */
  private static QueryChecker queries() {
    return query -> {
      try {
        Query.parse(query);
        return Optional.empty();
      } catch (PromqlException e) {
        return Optional.of(e.describe());
      }
    };
  }
}
