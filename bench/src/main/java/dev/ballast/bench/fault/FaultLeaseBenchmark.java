// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every driver: when its fault is in force, and when it is gone after SIGKILL to whoever ordered,
 * did or watched it, with a lease of one second, seen from outside of all of them. Run: {@code
 * bench/run FaultLease}; as root, in a network namespace of its own ({@code unshare -n}) with
 * loopback up, for all drivers. {@code -Drounds=200} kills of each sort ({@code -Drounds.all} for
 * the last sort), {@code -Dorders=100}, {@code -Dlanes=4} side by side.
 */
public final class FaultLeaseBenchmark {

  private static final int ROUNDS = Integer.getInteger("rounds", 200);
  private static final int ROUNDS_ALL = Integer.getInteger("rounds.all", Math.max(1, ROUNDS / 4));
  private static final int ORDERS = Integer.getInteger("orders", 100);
  private static final int LANES = Integer.getInteger("lanes", 4);

  private FaultLeaseBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    long start = System.nanoTime();
    Path folder = Files.createTempDirectory("ballast-fault-lease");
    int bad = 0;
    Map<Lane, AgentProcess> lanes = new LinkedHashMap<>();
    try (Surroundings around = new Surroundings(folder, PathParts.services(LANES))) {
      try {
        for (int i = 0; i < LANES; i++) {
          Lane lane = new Lane(i, folder, around, Parts.ALL);
          lanes.put(lane, new AgentProcess(lane));
        }
        bad += measure(lanes);
      } finally {
        for (Map.Entry<Lane, AgentProcess> one : lanes.entrySet()) {
          one.getValue().close();
          one.getKey().close();
        }
      }
    }
    System.out.printf("%nAll of it took %d s.%n", (System.nanoTime() - start) / 1_000_000_000L);
    System.exit(bad == 0 ? 0 : 1);
  }

  private static int measure(Map<Lane, AgentProcess> lanes) throws Exception {
    Map.Entry<Lane, AgentProcess> first = lanes.entrySet().iterator().next();
    EffectTable effects = new EffectTable(first.getKey().subjects(), first.getValue());
    effects.measure(ORDERS);
    int bad = effects.print(ORDERS);
    for (Death death : Death.values()) {
      int rounds = death == Death.ALL ? ROUNDS_ALL : ROUNDS;
      KillTable table = new KillTable(death, first.getKey());
      table.measure(lanes, rounds);
      bad += table.print(rounds);
    }
    return bad;
  }
}
