// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.rules;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** One rule of Prometheus. */
public sealed interface Rule {

  /** The series that it records, or the alert. */
  String name();

  String expr();

  SortedMap<String, String> labels();

  /** Computes a series. */
  record Recording(String name, String expr, SortedMap<String, String> labels) implements Rule {
    public Recording {
      labels = sorted(labels);
    }
  }

  /**
   * Raises an alert.
   *
   * @param after for how long it has to hold
   */
  record Alerting(
      String name,
      String expr,
      Duration after,
      SortedMap<String, String> labels,
      SortedMap<String, String> annotations)
      implements Rule {

    /** At once. */
    public Alerting(
        String name,
        String expr,
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations) {
      this(name, expr, Duration.ZERO, labels, annotations);
    }

    public Alerting {
      labels = sorted(labels);
      annotations = sorted(annotations);
    }
  }

  private static SortedMap<String, String> sorted(Map<String, String> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
