// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import dev.ballast.model.Place;

/**
 * What names a watched series.
 *
 * @param place what it tells of: of a call between two, the one that is called
 * @param signal what it measures
 * @param of which of several: an SLO, {@code calls from orders in us-east}, a metric with the
 *     labels that tell it from others; empty for the requests that the place answers itself
 */
public record SeriesName(Place place, Signal signal, String of) {

  /** As people read it after the place: {@code errors (calls from orders in us-east)}. */
  public String text() {
    return switch (signal) {
      case RESOURCE -> of;
      case SLI, ERRORS, DURATION, REQUESTS ->
          of.isEmpty() ? signal.words() : signal.words() + " (" + of + ")";
    };
  }

  /** Whether it is of the requests that the place answers itself. */
  public boolean isOwn() {
    return of.isEmpty();
  }
}
