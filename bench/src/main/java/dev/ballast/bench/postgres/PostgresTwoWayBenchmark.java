// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.postgres;

import dev.ballast.bench.postgres.Partition.Outcome;
import dev.ballast.bench.postgres.ReplicationCost.Cost;
import dev.ballast.bench.postgres.ReplicationCost.Way;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/**
 * Two PostgreSQL 18 on loopback that reach each other through a relay. First, for each skew, they
 * are cut off and both write the same rows; after the heal their rows, their journals and the
 * writers' own record are compared. Then what a write costs without replication, with PostgreSQL's
 * own, and with the log that is merged. Arguments: writes on each side (default 10,000), keys
 * (1,000), writes for the cost (4,000), seed (1). Ends with 1 when anything was not exact.
 */
public final class PostgresTwoWayBenchmark {

  private static final PrintStream OUT = System.out;
  private static final long[] SKEWS = {0, -120_000, 120_000};
  private static final int[] CLIENTS = {1, 4};

  private PostgresTwoWayBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int writes = argument(arguments, 0, 10_000);
    int keys = argument(arguments, 1, 1_000);
    int costly = argument(arguments, 2, 4_000);
    int seed = argument(arguments, 3, 1);
    boolean exact = conflicts(writes, keys, seed);
    costs(costly);
    OUT.flush();
    System.exit(exact ? 0 : 1);
  }

  private static int argument(String[] arguments, int place, int otherwise) {
    return arguments.length > place ? Integer.parseInt(arguments[place]) : otherwise;
  }

  private static boolean conflicts(int writes, int keys, int seed) throws Exception {
    boolean exact = true;
    OUT.printf(
        "%10s %8s %10s %10s %10s %8s %8s %6s %9s %10s%n",
        "skew ms",
        "writes",
        "lost",
        "missing",
        "extra",
        "rows",
        "journals",
        "log",
        "heal s",
        "fast wins");
    try (TwoNodes nodes = new TwoNodes(Map.of())) {
      for (int i = 0; i < SKEWS.length; i++) {
        Outcome outcome = new Partition(nodes, "cut" + i, keys, seed + i).run(writes, SKEWS[i]);
        OUT.printf(
            Locale.ROOT,
            "%10d %8d %10d %10d %10d %8s %8s %6d %9.1f %10s%n",
            SKEWS[i],
            outcome.writes(),
            outcome.lost(),
            outcome.missing().size(),
            outcome.extra().size(),
            outcome.equalRows() ? "equal" : "DIFFER",
            outcome.equalJournals() ? "equal" : "DIFFER",
            outcome.unequalToLog(),
            outcome.healSeconds(),
            SKEWS[i] == 0
                ? ""
                : (SKEWS[i] > 0
                        ? outcome.conflictsWonBySecond()
                        : outcome.lost() - outcome.conflictsWonBySecond())
                    + "");
        outcome.missing().stream().limit(5).forEach(m -> OUT.println("  missing: " + m));
        outcome.extra().stream().limit(5).forEach(m -> OUT.println("  extra: " + m));
        exact &= outcome.exact();
      }
    }
    return exact;
  }

  private static void costs(int writes) throws Exception {
    OUT.printf(
        "%n%-12s %8s %12s %14s %12s %10s%n",
        "replication", "clients", "writes/s", "CPU ms/1,000", "WAL B/write", "behind s");
    try (TwoNodes nodes = new TwoNodes(Map.of("fsync", "on"))) {
      ReplicationCost costs = new ReplicationCost(nodes);
      for (int clients : CLIENTS) {
        for (Way way : Way.values()) {
          Cost cost = costs.of(way, clients, writes);
          OUT.printf(
              Locale.ROOT,
              "%-12s %8d %12.0f %14.0f %12.0f %10.2f%n",
              switch (way) {
                case NOT_AT_ALL -> "none";
                case PLAIN -> "plain";
                case MERGED -> "merged";
              },
              clients,
              cost.writesPerSecond(),
              cost.cpuMillis(),
              cost.walBytes(),
              cost.behindSeconds());
        }
      }
    }
  }
}
