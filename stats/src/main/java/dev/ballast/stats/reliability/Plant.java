// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.reliability;

import java.util.List;

/**
 * A whole of parts: what hits them, and what users get while it does.
 *
 * @param severities by event: the share of users that it hits, each event others
 * @param journeys what users want to do; each is one number at any time, the share that works
 */
public record Plant(List<Source> sources, List<Double> severities, List<Structure> journeys) {

  public Plant {
    sources = List.copyOf(sources);
    severities = List.copyOf(severities);
    journeys = List.copyOf(journeys);
    for (double severity : severities) {
      if (!(severity >= 0 && severity <= 1)) {
        throw new IllegalArgumentException("severity: " + severity + " (expected: 0..1)");
      }
    }
    for (Source source : sources) {
      if (source.first() >= severities.size() || source.then() >= severities.size()) {
        throw new IllegalArgumentException(
            "event: %d, %d (expected: below %d)"
                .formatted(source.first(), source.then(), severities.size()));
      }
    }
  }

  public int events() {
    return severities.size();
  }

  /** By event, the probability that it hits a user at any time: time times severity. */
  public double[] hits() {
    double[] free = new double[events()];
    java.util.Arrays.fill(free, 1);
    for (Source source : sources) {
      free[source.first()] *= 1 - source.firstShare();
      if (Double.isFinite(source.switchAfter())) {
        free[source.then()] *= 1 - source.thenShare();
      }
    }
    for (int i = 0; i < free.length; i++) {
      free[i] = (1 - free[i]) * severities.get(i);
    }
    return free;
  }
}
