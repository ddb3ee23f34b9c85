// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Forecasts as they would have been made, period by period, each from what came before it only,
 * against what was lost then.
 *
 * @param trials the periods that could be forecast
 */
public record BackTest(List<Trial> trials) {

  /** One period: what the interval was, and what was lost. */
  public record Trial(int period, LossForecast forecast, double realised) {
    public boolean covered() {
      return realised >= forecast.low() && realised <= forecast.high();
    }
  }

  public BackTest {
    trials = List.copyOf(trials);
  }

  /**
   * Rolls through a history.
   *
   * @param periods the losses of the incidents of each period
   * @param warmUp periods before the first forecast
   */
  public static BackTest of(List<List<Double>> periods, int warmUp, long seed) {
    List<Trial> trials = new ArrayList<>();
    for (int p = Math.max(2, warmUp); p < periods.size(); p++) {
      int period = p;
      double realised = periods.get(p).stream().mapToDouble(Double::doubleValue).sum();
      LossForecast.of(periods.subList(0, p), new SplittableRandom(seed + p))
          .ifPresent(forecast -> trials.add(new Trial(period, forecast, realised)));
    }
    return new BackTest(trials);
  }

  public long covered() {
    return trials.stream().filter(Trial::covered).count();
  }

  /** Of intervals that should hold 80 % of what comes; 0 without any. */
  public double coverage() {
    return trials.isEmpty() ? 0 : (double) covered() / trials.size();
  }
}
