// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import dev.ballast.control.regions.readiness.Headroom;
import dev.ballast.control.regions.readiness.Load;
import dev.ballast.control.regions.readiness.Replica;
import dev.ballast.control.regions.readiness.Situation;
import dev.ballast.control.regions.sight.RegionState;
import dev.ballast.model.RegionName;
import dev.ballast.model.RegionPolicy;
import dev.ballast.promql.Labels;
import dev.ballast.telemetry.ingest.SampleBatch;
import dev.ballast.telemetry.ingest.SampleSink;
import java.util.HashMap;
import java.util.Map;

/**
 * What is measured of regions as samples, so that charts and SLOs work on it: {@code
 * ballast_region_state}, {@code _replication_lag_seconds}, {@code _writes_at_risk}, {@code
 * _headroom_ratio}, {@code _load}, {@code _stale_reads_total}, {@code _lost_probe_writes}, {@code
 * _clock_skew_seconds}, {@code _epoch}, and what RPO and RTO are at the moment, {@code
 * _rpo_seconds} and {@code _rto_seconds}, beside what was promised of them. What is unknown has no
 * sample.
 */
final class RegionSamples {

  private static final double PERCENT = 100;

  private RegionSamples() {}

  static void append(RegionWatch.View view, SampleSink sink) {
    Situation now = view.situation();
    if (now == null) {
      return;
    }
    SampleBatch batch = new SampleBatch(64);
    long at = now.at().toEpochMilli();
    String policy = view.policy().name();
    for (RegionName region : view.policy().regions()) {
      RegionState state = view.state().stateOf(region, now.stateOf(region));
      for (RegionState each : RegionState.values()) {
        batch.add(
            labels("ballast_region_state", policy, "region", region.value(), "state", each.name()),
            at,
            each == state ? 1 : 0);
      }
      Headroom headroom = Headroom.without(region, now.loads());
      if (headroom.isKnown()) {
        batch.add(
            labels("ballast_region_headroom_ratio", policy, "without", region.value(), "", ""),
            at,
            headroom.worst() / PERCENT);
      }
    }
    for (Load load : now.loads()) {
      if (Double.isFinite(load.now())) {
        batch.add(
            labels("ballast_region_load", policy, "region", load.region().value(), "", ""),
            at,
            load.now());
      }
    }
    for (Replica replica : now.replicas()) {
      batch.add(
          link("ballast_region_replication_lag_seconds", policy, replica),
          at,
          replica.lag().toMillis() / 1e3);
      batch.add(
          link("ballast_region_writes_at_risk", policy, replica),
          at,
          (double) replica.writesAtRisk());
    }
    bounds(view, now, batch);
    for (RegionWatch.StoreView store : view.stores()) {
      batch.add(
          labels("ballast_region_stale_reads_total", policy, "store", store.name(), "", ""),
          at,
          (double) store.staleReads());
      batch.add(
          labels("ballast_region_lost_probe_writes", policy, "store", store.name(), "", ""),
          at,
          store.lost().size());
      if (store.skewMillis() >= 0) {
        batch.add(
            labels("ballast_region_clock_skew_seconds", policy, "store", store.name(), "", ""),
            at,
            store.skewMillis() / 1e3);
      }
    }
    batch.add(
        labels("ballast_region_epoch", policy, "", "", "", ""),
        at,
        (double) view.state().tenure().epoch());
    sink.append(batch);
  }

  /** What a loss would take now: the lag of the best follower; and how long the last one took. */
  private static void bounds(RegionWatch.View view, Situation now, SampleBatch batch) {
    long at = now.at().toEpochMilli();
    RegionPolicy policy = view.policy();
    for (RegionWatch.StoreView store : view.stores()) {
      now.replicas().stream()
          .filter(r -> r.store().equals(store.name()) && r.from().equals(store.owner()))
          .mapToDouble(r -> r.lag().toMillis() / 1e3)
          .min()
          .ifPresent(
              lag ->
                  batch.add(
                      labels(
                          "ballast_region_rpo_seconds",
                          policy.name(),
                          "store",
                          store.name(),
                          "",
                          ""),
                      at,
                      lag));
    }
    view.outages()
        .forEach(
            (region, outages) -> {
              if (!outages.isEmpty()) {
                batch.add(
                    labels(
                        "ballast_region_rto_seconds",
                        policy.name(),
                        "region",
                        region.value(),
                        "",
                        ""),
                    at,
                    outages.getLast().length().toMillis() / 1e3);
              }
            });
    batch.add(
        labels("ballast_region_promised_seconds", policy.name(), "of", "rpo", "", ""),
        at,
        policy.bounds().rpo().toMillis() / 1e3);
    batch.add(
        labels("ballast_region_promised_seconds", policy.name(), "of", "rto", "", ""),
        at,
        policy.bounds().rto().toMillis() / 1e3);
  }

  private static Labels link(String name, String policy, Replica replica) {
    Map<String, String> labels = new HashMap<>();
    labels.put(Labels.NAME, name);
    labels.put("policy", policy);
    labels.put("store", replica.store());
    labels.put("from", replica.from().value());
    labels.put("to", replica.to().value());
    return Labels.of(labels);
  }

  private static Labels labels(
      String name, String policy, String key, String value, String key2, String value2) {
    Map<String, String> labels = new HashMap<>();
    labels.put(Labels.NAME, name);
    labels.put("policy", policy);
    if (!key.isEmpty()) {
      labels.put(key, value);
    }
    if (!key2.isEmpty()) {
      labels.put(key2, value2);
    }
    return Labels.of(labels);
  }
}
