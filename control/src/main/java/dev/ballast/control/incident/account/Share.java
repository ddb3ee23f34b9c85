// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.account;

import dev.ballast.model.Place;
import java.util.List;

/**
 * Who makes how much of what a symptom shows.
 *
 * @param where the place that makes it by itself, or the caller on a way
 * @param to the called one when it is made on the way between two; else the same as {@code where}
 * @param amount of what
 * @param ratio of all that the symptom shows, 0 to 1
 * @param path the places from the symptom to it, both included
 */
public record Share(Place where, Place to, Amount amount, double ratio, List<Place> path) {

  public Share {
    path = List.copyOf(path);
  }

  /** Whether it is neither of two places but what is between them. */
  public boolean onTheWay() {
    return !where.equals(to);
  }
}
