// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.capacity;

import java.time.Instant;
import java.util.List;

/** What was and what may be, for pictures; each value stands for the step that ends at its time. */
public record Fan(List<Point> history, List<Band> forecast) {

  public static final Fan EMPTY = new Fan(List.of(), List.of());

  public Fan {
    history = List.copyOf(history);
    forecast = List.copyOf(forecast);
  }

  /** A value that was seen; NaN where there is none. */
  public record Point(Instant at, double value) {}

  /** The forecast of a step: the most likely value, and four of five and 19 of 20 futures. */
  public record Band(Instant at, double mean, double lo80, double hi80, double lo95, double hi95) {}
}
