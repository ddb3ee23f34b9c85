// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.gameday;

import java.util.List;

/**
 * How what was found is looked after from then on.
 *
 * @param schedule in cron's five fields; empty: none
 * @param scale of the pauses
 * @param failBuildOn which findings fail a build
 */
public record Regressions(String schedule, double scale, List<String> failBuildOn) {

  public static final Regressions NONE = new Regressions("", 0.1, List.of());

  public Regressions {
    failBuildOn = List.copyOf(failBuildOn);
  }
}
