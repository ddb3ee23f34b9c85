// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.incident;

import dev.ballast.control.incident.explain.Inquiry.Windows;
import dev.ballast.control.incident.explain.Replication;
import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import dev.ballast.telemetry.query.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads how far databases' copies are behind, from gauges of seconds that are called so. */
final class ReplicationReader {

  private static final int MOST = 5;
  private static final String BY = "max by (service, service_name, cloud_region) ";

  private final MetricQuery metrics;

  ReplicationReader(MetricQuery metrics) {
    this.metrics = metrics;
  }

  List<Replication> read(Windows windows) {
    List<Replication> found = new ArrayList<>();
    metrics.metadata().keySet().stream()
        .filter(ReplicationReader::isLag)
        .sorted()
        .limit(MOST)
        .forEach(name -> read(name, windows, found));
    return found;
  }

  private static boolean isLag(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean replicates = lower.contains("replica");
    return replicates
        && (lower.contains("lag") || lower.contains("delay"))
        && !lower.contains("bytes");
  }

  private void read(String name, Windows windows, List<Replication> found) {
    Map<Labels, Double> usual = ask(name, windows.usualFrom(), windows.usualTo());
    ask(name, windows.onset(), windows.to())
        .forEach(
            (labels, seconds) ->
                found.add(
                    new Replication(
                        labels.get("service").isEmpty()
                            ? labels.get("service_name").isEmpty()
                                ? "database"
                                : labels.get("service_name")
                            : labels.get("service"),
                        labels.get("cloud_region"),
                        seconds,
                        usual.getOrDefault(labels, seconds),
                        BY + "(" + name + ")")));
  }

  private Map<Labels, Double> ask(String name, Instant from, Instant to) {
    Map<Labels, Double> answers = new HashMap<>();
    long millis = Math.max(1000, Duration.between(from, to).toMillis());
    String query = "%s(max_over_time(%s[%dms]))".formatted(BY, name, millis);
    if (metrics.instant(query, to).value() instanceof Value.Vector(var samples)) {
      for (Value.Sample sample : samples) {
        if (Double.isFinite(sample.value())) {
          answers.put(sample.labels(), sample.value());
        }
      }
    }
    return answers;
  }
}
