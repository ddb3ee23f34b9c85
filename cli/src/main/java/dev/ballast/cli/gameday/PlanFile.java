// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.gameday;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.model.gameday.GameDay;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.GameDayReading;
import dev.ballast.model.yaml.Problem;
import dev.ballast.model.yaml.QueryChecker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A plan that is read here, so that every mistake is told before a server is asked. */
record PlanFile(String text, GameDay day, List<Problem> warnings) {

  PlanFile {
    warnings = List.copyOf(warnings);
  }

  static PlanFile read(Path file, QueryChecker queries) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw CommandFailure.usage(
          "FILE: " + file + ": cannot be read as UTF-8 (expected: a YAML file)");
    }
    GameDayReading reading = ConfigurationReader.readGameDays(List.of(file), queries);
    if (!reading.errors().isEmpty()) {
      throw CommandFailure.usage(
          reading.errors().stream().map(Problem::text).collect(Collectors.joining("\n")));
    }
    if (reading.days().size() != 1) {
      throw CommandFailure.usage(
          "FILE: %s: %d game days (expected: one resource of kind GameDay)"
              .formatted(file, reading.days().size()));
    }
    return new PlanFile(text, reading.days().getFirst(), reading.problems());
  }
}
