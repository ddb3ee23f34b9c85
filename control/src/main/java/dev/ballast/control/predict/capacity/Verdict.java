// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.capacity;

import java.time.Instant;
import java.util.Map;

/**
 * Everything that is to be said of one series of a capacity.
 *
 * @param series its labels as PromQL writes them; empty when the query returns one series without
 *     labels, and when it answers nothing
 * @param value the newest value; NaN when there is none
 */
public record Verdict(
    String series,
    Map<String, String> labels,
    Instant at,
    double value,
    Outlook outlook,
    Advice advice,
    Evidence evidence,
    Fan fan) {

  public Verdict {
    labels = Map.copyOf(labels);
  }
}
