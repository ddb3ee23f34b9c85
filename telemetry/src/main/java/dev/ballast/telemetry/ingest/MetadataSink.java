// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.ingest;

import dev.ballast.telemetry.query.MetricQuery.Metadata;

/** Takes what senders say of a metric: type, help and unit. Implementations are thread-safe. */
public interface MetadataSink {

  /**
   * Says what a metric is; the last word wins. Called when a sender first names a metric, not for
   * each sample.
   *
   * @param metric the family's name as in queries, without {@code _bucket}, {@code _sum}, {@code
   *     _count}
   */
  void describe(String metric, Metadata metadata);
}
