// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.sloth;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One SLO to generate rules for.
 *
 * @param id unique over all services
 * @param objective the share of good events promised, in percent as it was written
 * @param period the window of the budget; zero when the format leaves it to the generator
 * @param labels of every recorded series
 */
public record SlothSlo(
    String id,
    String name,
    String service,
    double objective,
    Duration period,
    SortedMap<String, String> labels,
    Errors errors,
    Alert page,
    Alert ticket) {

  public SlothSlo {
    labels = sorted(labels);
  }

  /** How the ratio of bad events is asked; {@code {{.window}}} stands for the window. */
  public sealed interface Errors {

    /** Bad events out of all events. */
    record Events(String error, String total) implements Errors {}

    /** A ready-made ratio. */
    record Raw(String query) implements Errors {}

    /** Written by a Go program that is not run here. */
    record Plugin(String id) implements Errors {}
  }

  /** An alert as its author wants it, without what every alert has. */
  public record Alert(
      boolean disabled,
      String name,
      SortedMap<String, String> labels,
      SortedMap<String, String> annotations) {
    public Alert {
      labels = sorted(labels);
      annotations = sorted(annotations);
    }
  }

  private static SortedMap<String, String> sorted(Map<String, String> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
