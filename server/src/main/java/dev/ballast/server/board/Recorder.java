// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.board;

import dev.ballast.control.health.HealthSnapshot;
import dev.ballast.control.health.ServiceHealth;
import dev.ballast.control.slo.Burn;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.promql.Labels;
import dev.ballast.telemetry.ingest.SampleBatch;
import dev.ballast.telemetry.ingest.SampleSink;
import dev.ballast.telemetry.meter.Family;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps what was judged as series of its own, so that budgets and burn rates have a history that
 * any query can read: {@code ballast_slo_budget_remaining_ratio}, {@code ballast_slo_burn_rate},
 * {@code ballast_service_health}.
 */
public final class Recorder {

  private final SampleSink sink;

  public Recorder(SampleSink sink) {
    this.sink = sink;
  }

  public void record(HealthSnapshot snapshot) {
    long at = snapshot.at().toEpochMilli();
    SampleBatch batch = new SampleBatch(64);
    for (SloStatus slo : snapshot.slos()) {
      if (slo.state() != SloStatus.State.NO_DATA) {
        record(slo, at, batch);
      }
    }
    for (ServiceHealth service : snapshot.services()) {
      batch.add(
          labels("ballast_service_health", service.place(), Map.of()), at, level(service.health()));
    }
    if (batch.size() > 0) {
      sink.append(batch);
    }
  }

  /** The server's own instruments as samples, under the job {@code ballast}. */
  public void record(List<Family> families, String instance, Instant at) {
    SampleBatch batch = new SampleBatch(256);
    for (Family family : families) {
      for (Family.Point point : family.points()) {
        Map<String, String> labels = new HashMap<>();
        labels.put(Labels.NAME, point.name());
        labels.put("job", "ballast");
        labels.put("instance", instance);
        for (int i = 0; i < point.labels().size(); i += 2) {
          labels.put(point.labels().get(i), point.labels().get(i + 1));
        }
        batch.add(Labels.of(labels), at.toEpochMilli(), point.value());
      }
    }
    if (batch.size() > 0) {
      sink.append(batch);
    }
  }

  private static void record(SloStatus slo, long at, SampleBatch batch) {
    String name = slo.slo().value();
    batch.add(
        labels("ballast_slo_budget_remaining_ratio", slo.place(), Map.of("slo", name)),
        at,
        slo.budget().remaining());
    for (Burn burn : slo.burns()) {
      if (burn.longWindow().known()) {
        batch.add(
            labels(
                "ballast_slo_burn_rate",
                slo.place(),
                Map.of("slo", name, "rule", burn.rule().name())),
            at,
            burn.longRate());
      }
    }
  }

  /** As a number, for charts: the worse, the higher; unknown is below all. */
  private static double level(Health health) {
    return switch (health) {
      case UNKNOWN -> -1;
      case HEALTHY -> 0;
      case DEGRADED -> 1;
      case UNHEALTHY -> 2;
    };
  }

  private static Labels labels(String name, Place place, Map<String, String> more) {
    Map<String, String> labels = new HashMap<>(more);
    labels.put(Labels.NAME, name);
    labels.put("service", place.service().value());
    labels.put("cloud_region", place.region());
    return Labels.of(labels);
  }
}
