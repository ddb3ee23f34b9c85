// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.gameday.GameDay;
import java.util.List;

/**
 * What files say about game days, and all that is wrong with the files as a whole.
 *
 * @param days none when there is an error
 */
public record GameDayReading(List<GameDay> days, List<Problem> problems) {

  public GameDayReading {
    days = List.copyOf(days);
    problems = List.copyOf(problems);
  }

  public List<Problem> errors() {
    return problems.stream().filter(p -> p.severity() == Severity.ERROR).toList();
  }
}
