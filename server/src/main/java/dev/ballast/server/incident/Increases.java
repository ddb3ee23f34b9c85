// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.incident;

import dev.ballast.model.Names;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import dev.ballast.telemetry.query.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Asks how much counters grew in a window, per second. */
final class Increases {

  private final MetricQuery metrics;

  Increases(MetricQuery metrics) {
    this.metrics = metrics;
  }

  /** By the labels that are kept; what is not finite is left out. */
  Map<Labels, Double> perSecond(String by, String selector, Instant from, Instant to) {
    long millis = Math.max(1000, Duration.between(from, to).toMillis());
    String query = "sum by (%s) (rate(%s[%dms]))".formatted(by, selector, millis);
    Map<Labels, Double> answers = new HashMap<>();
    if (metrics.instant(query, to).value() instanceof Value.Vector(var samples)) {
      for (Value.Sample sample : samples) {
        if (Double.isFinite(sample.value())) {
          answers.put(sample.labels(), sample.value());
        }
      }
    }
    return answers;
  }

  static Optional<Place> place(String service, String region) {
    return Names.isValid(service)
        ? Optional.of(new Place(new ServiceName(service), region))
        : Optional.empty();
  }
}
