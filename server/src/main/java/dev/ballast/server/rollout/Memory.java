// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.control.rollout.controller.ArmMetric;
import dev.ballast.control.rollout.controller.ArmReader;
import dev.ballast.control.rollout.judge.History;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.QueryException;
import java.time.Duration;
import java.time.Instant;

/** What a version answered before a rollout; without an answer nothing is remembered of it. */
final class Memory {

  private static final int INTERVALS = 180;

  private final ArmReader reader;

  Memory(MetricQuery metrics) {
    reader = new ArmReader(metrics);
  }

  History of(ArmMetric metric, String version, Instant until, Duration interval) {
    try {
      return reader.history(metric, version, until, interval, INTERVALS);
    } catch (QueryException e) {
      return History.NONE;
    }
  }
}
