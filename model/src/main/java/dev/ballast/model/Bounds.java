// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.time.Duration;
import java.util.List;

/**
 * What a failover has to keep.
 *
 * @param rpo how much time of writes may be lost without anybody's consent
 * @param rto how soon users are to be served again
 * @param confirm how long a region must be silent everywhere before it counts as lost
 * @param lease how long a region may write after it last heard that it may
 * @param drift by which share two monotonic clocks may run apart
 * @param coolDown how long after one change of a region before the next that nobody forces
 * @param pace how long a stage of a drain or a restore is watched
 * @param stages percent of the users' requests, ascending, the last 100
 * @param skew milliseconds that clocks may be apart while the last write wins
 */
public record Bounds(
    Duration rpo,
    Duration rto,
    Duration confirm,
    Duration lease,
    double drift,
    Duration coolDown,
    Duration pace,
    List<Integer> stages,
    long skew) {

  /** Looks are a second apart, and the last one takes some time. */
  private static final Duration LOOKS = Duration.ofSeconds(2);

  public static final Bounds DEFAULT =
      new Bounds(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          0.05,
          Duration.ofMinutes(30),
          Duration.ofMinutes(2),
          List.of(5, 25, 50, 100),
          500);

  public Bounds {
    stages = List.copyOf(stages);
    if (rpo.isNegative()
        || !rto.isPositive()
        || !confirm.isPositive()
        || !lease.isPositive()
        || coolDown.isNegative()
        || pace.isNegative()) {
      throw new IllegalArgumentException(
          "rpo, rto, confirm, lease, coolDown, pace: %s, %s, %s, %s, %s, %s (expected: none negative, rto, confirm and lease above 0)"
              .formatted(rpo, rto, confirm, lease, coolDown, pace));
    }
    if (!(drift >= 0 && drift < 0.5)) {
      throw new IllegalArgumentException("drift: " + drift + " (expected: 0 to below 0.5)");
    }
    if (stages.isEmpty() || stages.getLast() != 100 || !ascends(stages)) {
      throw new IllegalArgumentException(
          "stages: " + stages + " (expected: percent that ascend to 100, such as 5, 25, 50, 100)");
    }
  }

  public Bounds withCoolDown(Duration value) {
    return new Bounds(rpo, rto, confirm, lease, drift, value, pace, stages, skew);
  }

  public Bounds withPace(Duration value) {
    return new Bounds(rpo, rto, confirm, lease, drift, coolDown, value, stages, skew);
  }

  public Bounds withConfirm(Duration value) {
    return new Bounds(rpo, rto, value, lease, drift, coolDown, pace, stages, skew);
  }

  public Bounds withLease(Duration value) {
    return new Bounds(rpo, rto, confirm, value, drift, coolDown, pace, stages, skew);
  }

  /** How long after the owner was last heard somebody else may take over. */
  public Duration takeOverAfter() {
    return Duration.ofMillis((long) Math.ceil(lease.toMillis() * (1 + drift) / (1 - drift)));
  }

  /**
   * How old an answer of DNS may be while the RTO is kept: what is left of it after a region has
   * been seen to be lost. Zero or less: with no answer at all.
   */
  public Duration forNames() {
    return rto.minus(confirm).minus(LOOKS);
  }

  private static boolean ascends(List<Integer> stages) {
    for (int i = 0; i < stages.size(); i++) {
      int before = i == 0 ? 0 : stages.get(i - 1);
      if (stages.get(i) <= before) {
        return false;
      }
    }
    return true;
  }
}
