// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.capacity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a verdict rests on, enough to check it by hand.
 *
 * @param query PromQL as it was asked
 * @param from start of the history that was asked for
 * @param to its end
 * @param step of one value, as evaluated (after time scaling)
 * @param values how many steps have one
 * @param missing how many steps since the first value have none
 * @param paths simulated futures; 0 when none were needed
 * @param season the periods found, in steps, shortest first; empty when none
 * @param changes what about the series changed the forecast: a change point, resets; one sentence
 *     each
 * @param members who forecast, the best first
 * @param explanation where the forecast comes from, in words
 * @param rule what the urgency was chosen by, in words
 */
public record Evidence(
    String query,
    Instant from,
    Instant to,
    Duration step,
    int values,
    int missing,
    int paths,
    List<Integer> season,
    List<String> changes,
    List<Member> members,
    String explanation,
    String rule) {

  public Evidence {
    season = List.copyOf(season);
    changes = List.copyOf(changes);
    members = List.copyOf(members);
  }

  /**
   * A forecaster.
   *
   * @param error in its back-test, seasonal naive's being 1; NaN when it could not be told
   * @param chosen whether the forecast is also its own
   */
  public record Member(String name, double error, boolean chosen) {}
}
