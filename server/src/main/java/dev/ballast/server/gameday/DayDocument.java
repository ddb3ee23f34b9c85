// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import dev.ballast.control.gameday.DayState;
import dev.ballast.model.gameday.GameDay;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.GameDayReading;
import dev.ballast.model.yaml.Problem;
import dev.ballast.model.yaml.Source;
import dev.ballast.server.config.PromqlChecker;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A game day as the ledger keeps it: its plan as it was given, how it was asked for, how it stands.
 *
 * @param findings of one that is over
 * @param markdown the report; empty until it is over
 * @param html the same, to be printed
 */
record DayDocument(
    String yaml,
    double scale,
    String mode,
    DayState state,
    List<RulingJson> findings,
    String markdown,
    String html) {

  DayDocument {
    findings = List.copyOf(findings);
  }

  /**
   * The plan.
   *
   * @throws IllegalArgumentException with every problem, a line for each
   */
  static GameDay read(String file, String yaml) {
    GameDayReading reading =
        ConfigurationReader.readGameDay(Source.of(file, yaml), new PromqlChecker());
    if (!reading.errors().isEmpty()) {
      throw new IllegalArgumentException(
          reading.errors().stream().map(Problem::text).collect(Collectors.joining("\n")));
    }
    if (reading.days().size() != 1) {
      throw new IllegalArgumentException(
          "%s: %d game days (expected: one resource of kind GameDay)"
              .formatted(file, reading.days().size()));
    }
    return reading.days().getFirst();
  }

  GameDay day() {
    return read("day.yaml", yaml).scaled(scale).in(GameDay.Mode.valueOf(mode));
  }
}
