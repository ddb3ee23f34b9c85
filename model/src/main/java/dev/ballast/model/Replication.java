// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.time.Duration;
import java.util.List;

/**
 * One set of data in several databases.
 *
 * @param maxSkew how far clocks may be apart before the last writer cannot be told any more
 * @param tables what is replicated by {@link Strategy#MULTI}; a leader hands on everything
 * @param keepLog how long the logs of {@link Strategy#MULTI} keep what no row needs any more
 */
public record Replication(
    String name,
    Strategy strategy,
    List<Replica> nodes,
    Duration maxSkew,
    List<ReplicatedTable> tables,
    Duration keepLog) {

  /** Beyond half a second a person notices that the wrong one of two writes was kept. */
  public static final Duration MAX_SKEW = Duration.ofMillis(500);

  /** Long enough to look into what happened last weekend. */
  public static final Duration KEEP_LOG = Duration.ofDays(7);

  /** Who takes writes. */
  public enum Strategy {
    /** One node; the others follow it and can take its place. */
    LEADER,
    /** All of them, and what they disagree about is merged. */
    MULTI
  }

  public Replication {
    nodes = List.copyOf(nodes);
    tables = List.copyOf(tables);
    if (nodes.size() < 2) {
      throw new IllegalArgumentException("nodes: " + nodes.size() + " (expected: at least 2)");
    }
    if (nodes.stream().map(Replica::name).distinct().count() < nodes.size()
        || nodes.stream().map(Replica::id).distinct().count() < nodes.size()) {
      throw new IllegalArgumentException("nodes: " + nodes + " (expected: distinct names and ids)");
    }
    if (strategy == Strategy.MULTI && tables.isEmpty()) {
      throw new IllegalArgumentException("tables: [] (expected: at least one)");
    }
    if (!maxSkew.isPositive()) {
      throw new IllegalArgumentException("maxSkew: " + maxSkew + " (expected: above 0)");
    }
    if (!keepLog.isPositive()) {
      throw new IllegalArgumentException("keepLog: " + keepLog + " (expected: above 0)");
    }
  }

  /** One that keeps its logs for {@link #KEEP_LOG}. */
  public Replication(
      String name,
      Strategy strategy,
      List<Replica> nodes,
      Duration maxSkew,
      List<ReplicatedTable> tables) {
    this(name, strategy, nodes, maxSkew, tables, KEEP_LOG);
  }
}
