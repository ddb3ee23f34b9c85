// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.simulation;

import dev.ballast.control.rollout.simulation.Cell.Onset;
import java.util.ArrayList;
import java.util.List;

/** The cells of the benchmark: traffic from half a request to 5,000 requests per second. */
public final class Cells {

  private static final double[] RPS = {0.5, 5, 50, 500, 5000};
  private static final double[] BASES = {0.0001, 0.001, 0.004, 0.01};
  private static final double BASE = 0.001;
  private static final double[] CANARIES = {0.0015, 0.002, 0.003, 0.01, 0.05, 0.5, 1};
  private static final List<TrafficModel> MODELS =
      List.of(
          TrafficModel.INDEPENDENT,
          TrafficModel.bursts(3),
          TrafficModel.bursts(10),
          TrafficModel.drifting(0.5),
          TrafficModel.blip(0.03),
          TrafficModel.missing(0.05));

  private Cells() {}

  /** Groups of cells that share their traffic, healthy first. */
  public static List<List<Cell>> all() {
    List<List<Cell>> groups = new ArrayList<>();
    for (TrafficModel model : MODELS) {
      for (double rps : RPS) {
        for (double base : BASES) {
          groups.add(group(rps, model, base));
        }
      }
    }
    return groups;
  }

  private static List<Cell> group(double rps, TrafficModel model, double base) {
    List<Cell> cells = new ArrayList<>();
    cells.add(new Cell(rps, model, base, base, Onset.START));
    if (base != BASE) {
      return cells;
    }
    for (double canary : CANARIES) {
      cells.add(new Cell(rps, model, base, canary, Onset.START));
    }
    if (model.equals(TrafficModel.INDEPENDENT)) {
      cells.add(new Cell(rps, model, base, 0.01, Onset.LATER));
      cells.add(new Cell(rps, model, base, 0.05, Onset.UNDER_LOAD));
    }
    return cells;
  }
}
