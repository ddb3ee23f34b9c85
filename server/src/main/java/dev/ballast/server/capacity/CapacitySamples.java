// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.capacity;

import dev.ballast.control.predict.capacity.CapacityReport;
import dev.ballast.control.predict.capacity.CapacitySnapshot;
import dev.ballast.control.predict.capacity.Curve;
import dev.ballast.control.predict.capacity.Outlook.BreachedNow;
import dev.ballast.control.predict.capacity.Outlook.InsufficientData;
import dev.ballast.control.predict.capacity.Outlook.NotWithin;
import dev.ballast.control.predict.capacity.Outlook.Within;
import dev.ballast.control.predict.capacity.Urgency;
import dev.ballast.control.predict.capacity.Verdict;
import dev.ballast.control.predict.capacity.When;
import dev.ballast.promql.Labels;
import dev.ballast.telemetry.ingest.SampleBatch;
import dev.ballast.telemetry.ingest.SampleSink;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Verdicts as samples: {@code ballast_capacity_breach_probability}, {@code
 * ballast_capacity_breach_seconds}, {@code ballast_capacity_usage}, {@code ballast_capacity_limit}
 * and {@code ballast_capacity_urgency}, with the labels of the series that was judged; one that has
 * the name of a label of ours is {@code exported_}, as in Prometheus. What is unknown has no
 * probability, rather than none.
 */
final class CapacitySamples {

  private static final String PROBABILITY = "ballast_capacity_breach_probability";
  private static final String SECONDS = "ballast_capacity_breach_seconds";

  private CapacitySamples() {}

  static void append(CapacitySnapshot snapshot, SampleSink sink) {
    SampleBatch batch = new SampleBatch(64);
    long at = snapshot.at().toEpochMilli();
    for (CapacityReport report : snapshot.reports()) {
      for (Verdict verdict : report.verdicts()) {
        new One(report, verdict, snapshot.at()).add(batch, at);
      }
    }
    if (batch.size() > 0) {
      sink.append(batch);
    }
  }

  /** One series of a capacity. */
  private record One(CapacityReport report, Verdict verdict, Instant now) {

    void add(SampleBatch batch, long at) {
      batch.add(labels("ballast_capacity_urgency", "", ""), at, level(verdict.advice().urgency()));
      batch.add(labels("ballast_capacity_limit", "", ""), at, report.capacity().limit().at());
      if (Double.isFinite(verdict.value())) {
        batch.add(labels("ballast_capacity_usage", "", ""), at, verdict.value());
      }
      switch (verdict.outlook()) {
        case InsufficientData _ -> {}
        case BreachedNow _ -> {
          probabilities(batch, at, 1);
          seconds(batch, at, "0.5", new When.By(now));
        }
        case Within(When.By p10, When.By p50, When p90, Curve curve) -> {
          probabilities(batch, at, curve.last());
          seconds(batch, at, "0.1", p10);
          seconds(batch, at, "0.5", p50);
          seconds(batch, at, "0.9", p90);
        }
        case NotWithin(Instant _, double probability, When p10, Curve _) -> {
          probabilities(batch, at, probability);
          seconds(batch, at, "0.1", p10);
        }
      }
    }

    private void probabilities(SampleBatch batch, long at, double horizon) {
      batch.add(labels(PROBABILITY, "within", "lead_time"), at, verdict.advice().withinLead());
      batch.add(labels(PROBABILITY, "within", "decision"), at, verdict.advice().withinDecision());
      batch.add(labels(PROBABILITY, "within", "horizon"), at, horizon);
    }

    private void seconds(SampleBatch batch, long at, String quantile, When when) {
      if (when instanceof When.By(Instant time)) {
        Duration left = Duration.between(now, time);
        batch.add(
            labels(SECONDS, "quantile", quantile),
            at,
            left.isNegative() ? 0 : left.toMillis() / 1e3);
      }
    }

    private Labels labels(String name, String more, String value) {
      Map<String, String> labels = new HashMap<>(verdict.labels());
      labels.put(Labels.NAME, name);
      put(labels, "capacity", report.capacity().name().value());
      put(labels, "service", report.capacity().service().value());
      if (!more.isEmpty()) {
        put(labels, more, value);
      }
      return Labels.of(labels);
    }

    private static void put(Map<String, String> labels, String name, String value) {
      String theirs = labels.put(name, value);
      if (theirs != null) {
        put(labels, "exported_" + name, theirs);
      }
    }
  }

  /** As a number, for alerts: the more urgent, the higher; unknown is below all. */
  private static double level(Urgency urgency) {
    return switch (urgency) {
      case UNKNOWN -> -1;
      case FINE -> 0;
      case WATCH -> 1;
      case ACT -> 2;
      case ACT_NOW -> 3;
    };
  }
}
