// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.mesh;

import dev.ballast.control.actuator.Hold;
import dev.ballast.control.rollout.CanaryState;
import dev.ballast.control.rollout.Phase;
import dev.ballast.control.rollout.Question;
import dev.ballast.control.rollout.StageState;
import dev.ballast.model.rollout.Canary;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.ReaderOptions;
import dev.ballast.model.yaml.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Two regions, each with its mesh, and a clock of their own. */
final class TwoMeshes implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  static final Duration LEASE = Duration.ofSeconds(30);
  static final String BOTH =
      "{name: v1, endpoints: [127.0.0.1:25001]}, {name: v2, endpoints: [127.0.0.1:25002]}";

  private final AtomicLong time = new AtomicLong(1);
  private final List<MeshRegion> regions = new ArrayList<>();

  TwoMeshes(String first, String second) throws Exception {
    regions.add(new MeshRegion(first, time::get));
    regions.add(new MeshRegion(second, time::get));
  }

  List<MeshRegion> regions() {
    return regions;
  }

  /** What rolls out by an analysis, holding its leases under a name. */
  MeshPlatform platform(String shift, String holder) {
    return platform("payments", shift, holder);
  }

  MeshPlatform platform(String service, String shift, String holder) {
    return new MeshPlatform(
        regions.stream().map(region -> region.admin).toList(),
        canary(service, shift),
        new Hold.Lease(holder, LEASE));
  }

  void pass(Duration duration) {
    time.addAndGet(duration.toNanos());
  }

  void expire() {
    regions.forEach(region -> region.store.expire());
  }

  /** Nobody has renewed in time. */
  void leasesEnd() {
    pass(LEASE.plusSeconds(1));
    expire();
  }

  private static Canary canary(String service, String shift) {
    return ConfigurationReader.readRollouts(
            List.of(
                Source.of(
                    "canary.yaml",
                    """
                    apiVersion: flagger.app/v1beta1
                    kind: Canary
                    metadata: {name: payments}
                    spec:
                      targetRef: {apiVersion: apps/v1, kind: Deployment, name: %s}
                      service: {port: 80}
                      analysis: {%s}
                    """
                        .formatted(service, shift))),
            QueryChecker.NONE,
            ReaderOptions.DEFAULT)
        .canaries()
        .getFirst();
  }

  static CanaryState state(Phase phase, int weight, String applied, String promoted) {
    return new CanaryState(
        phase,
        0,
        weight,
        0,
        false,
        applied,
        promoted,
        "v1",
        new Question.None(),
        StageState.begin(NOW),
        false,
        Instant.MAX,
        NOW,
        "");
  }

  @Override
  public void close() {
    regions.forEach(MeshRegion::close);
  }
}
