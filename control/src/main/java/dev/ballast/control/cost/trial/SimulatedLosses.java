// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Losses of an organisation that no model of ours describes: incidents that cause others, Weibull
 * durations, severities, traffic by the hour, a price per minute, and a fixed cost for some.
 */
public final class SimulatedLosses {

  private static final double QUARTER = 365.0 * 24 * 60 / 4;

  private SimulatedLosses() {}

  /** Quarters, each with the losses of its incidents; the seed draws the organisation, too. */
  public static List<List<Double>> quarters(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double rate = 2 + random.nextDouble() * 14;
    double contagion = random.nextDouble() * 0.35;
    double shape = 0.5 + random.nextDouble() * 0.7;
    double scale = 10 + random.nextDouble() * 90;
    double price = Math.exp(2 + 5 * random.nextDouble());
    double fixed = random.nextInt(3) == 0 ? price * 20 * random.nextDouble() : 0;
    List<List<Double>> quarters = new ArrayList<>();
    for (int q = 0; q < count; q++) {
      List<Double> losses = new ArrayList<>();
      double time = gap(rate, random);
      while (time < QUARTER) {
        double at = time;
        do {
          double minutes = scale * Math.pow(-Math.log(1 - random.nextDouble()), 1 / shape);
          double severity = 1 - Math.sqrt(1 - random.nextDouble());
          double traffic = 1 + 0.8 * Math.sin(2 * Math.PI * at / (24 * 60));
          losses.add(fixed + price * minutes * severity * traffic);
          at += 30 + random.nextDouble() * 600;
        } while (random.nextDouble() < contagion);
        time += gap(rate, random);
      }
      quarters.add(losses);
    }
    return quarters;
  }

  private static double gap(double rate, SplittableRandom random) {
    return -Math.log(1 - random.nextDouble()) * QUARTER / rate;
  }
}
