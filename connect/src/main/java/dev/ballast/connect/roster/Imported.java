// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.roster;

import dev.ballast.model.OnCallSchedule;
import java.util.List;
import java.util.Optional;

/**
 * What came of an import.
 *
 * @param schedule nothing when anything was refused: half a schedule calls the wrong people
 * @param problems all that could not be understood, with its place
 * @param notes what was left out on purpose, and harms nobody
 */
public record Imported(
    Optional<OnCallSchedule> schedule, List<String> problems, List<String> notes) {
  public Imported {
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
  }
}
