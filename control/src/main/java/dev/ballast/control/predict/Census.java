// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import dev.ballast.model.Place;
import java.util.List;

/**
 * What is watched and how well it is known.
 *
 * @param series watched
 * @param learning of these too young to alarm
 * @param silent of these without samples that were due
 * @param refused not watched because there are too many
 * @param most that may be watched
 * @param places those that are still learning, by name
 */
public record Census(
    int series, int learning, int silent, int refused, int most, List<Learning> places) {

  public static final Census NONE = new Census(0, 0, 0, 0, 0, List.of());

  /**
   * How far a place is known in what alarms first.
   *
   * @param points learnt of the series that knows least
   * @param of these needed
   * @param rest why training rests; empty when it does not
   */
  public record Learning(Place place, int series, int points, int of, String rest) {}

  public Census {
    places = List.copyOf(places);
  }

  /** Why not all is watched, as a sentence with its fix; empty when all is. */
  public String problem() {
    return refused == 0
        ? ""
        : "%d series are not watched for anomalies (expected: at most %d in all). Fix: raise --limit-watched-series, 4 KB each."
            .formatted(refused, most);
  }
}
