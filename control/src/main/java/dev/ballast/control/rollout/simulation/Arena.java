// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.simulation;

import dev.ballast.control.rollout.simulation.FlaggerLoop.Setting;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lets all judges meet the same simulated rollouts. Cells of the same traffic are run together,
 * since what a judge does with a healthy canary decides whether its speed counts, and which
 * thresholds an oracle may give to Flagger: the fewest bad requests served among those with at most
 * 1 % false rollbacks, chosen on the very rollouts that it is measured on.
 */
public final class Arena {

  private static final double[] LIMITS = {
    0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 0.2, 0.4
  };
  private static final int[] THRESHOLDS = {1, 2, 3, 5};

  private final int rollouts;
  private final long seed;

  public Arena(int rollouts, long seed) {
    this.rollouts = rollouts;
    this.seed = seed;
  }

  /** Everybody's tallies, and Flagger's for each setting. */
  private record Round(Map<Judge, Tally> tallies, Map<Setting, Tally> settings) {}

  /**
   * Runs cells that share their traffic.
   *
   * @param cells of equal rate of requests, model and base rate
   */
  public List<CellResult> run(List<Cell> cells) {
    Cell healthy = cells.getFirst().twin();
    Round twin = round(healthy);
    List<CellResult> results = new ArrayList<>();
    for (Cell cell : cells) {
      results.add(cell.healthy() ? result(cell, twin, twin) : result(cell, round(cell), twin));
    }
    return results;
  }

  private CellResult result(Cell cell, Round round, Round twin) {
    Map<Judge, Tally> tallies = new EnumMap<>(round.tallies());
    Map<Judge, Tally> healthy = new EnumMap<>(twin.tallies());
    String tuned = "";
    Setting best = cell.healthy() ? null : oracle(round, twin);
    if (best != null) {
      tallies.put(Judge.FLAGGER_TUNED, round.settings().get(best));
      healthy.put(Judge.FLAGGER_TUNED, twin.settings().get(best));
      tuned =
          String.format(
              Locale.ROOT, "%.4g %% bad, %d failed", best.limit() * 100, best.threshold());
    }
    return new CellResult(cell, tallies, healthy, tuned, Reach.enough(cell));
  }

  private static @Nullable Setting oracle(Round round, Round twin) {
    Setting best = null;
    double fewest = Double.POSITIVE_INFINITY;
    for (Map.Entry<Setting, Tally> entry : round.settings().entrySet()) {
      Tally healthy = Objects.requireNonNull(twin.settings().get(entry.getKey()));
      Tally bad = entry.getValue();
      boolean fit =
          healthy.share(healthy.falseRollbacks()) <= CellResult.MOST_FALSE
              && bad.share(bad.detected()) >= CellResult.LEAST_DETECTED;
      if (fit && bad.meanServed() < fewest) {
        fewest = bad.meanServed();
        best = entry.getKey();
      }
    }
    return best;
  }

  private Round round(Cell cell) {
    Tally ballast = new Tally();
    Tally flagger = new Tally();
    Tally kayenta = new Tally();
    Tally naive = new Tally();
    Map<Setting, Tally> settings = settings();
    // by the text: the hash of an enum differs from run to run
    long own = Traffic.mix(seed, cell.toString().hashCode(), 0);
    for (int i = 0; i < rollouts; i++) {
      Traffic traffic = new Traffic(cell, Trial.weights(), Trial.LENGTH, Traffic.mix(own, i, 0));
      ballast.add(Trial.run(traffic, new Ours(traffic.history())));
      flagger.add(Trial.run(traffic, new FlaggerLoop(FlaggerLoop.FIXED)));
      kayenta.add(Trial.run(traffic, new KayentaOpponent()));
      naive.add(Trial.run(traffic, new NaiveTest()));
      settings.forEach((setting, tally) -> tally.add(Trial.run(traffic, new FlaggerLoop(setting))));
    }
    return new Round(
        Map.of(
            Judge.BALLAST, ballast,
            Judge.FLAGGER, flagger,
            Judge.KAYENTA, kayenta,
            Judge.NAIVE_Z, naive),
        settings);
  }

  private static Map<Setting, Tally> settings() {
    Map<Setting, Tally> settings = new LinkedHashMap<>();
    for (double limit : LIMITS) {
      for (int threshold : THRESHOLDS) {
        settings.put(new Setting(limit, threshold), new Tally());
      }
    }
    return settings;
  }
}
