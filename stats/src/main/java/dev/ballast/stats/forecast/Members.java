// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import dev.ballast.stats.season.Periods;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Who takes part for a series.
 *
 * @param all the reference first
 * @param core how many after the reference are trusted when there is little evidence
 */
record Members(List<Forecaster> all, int core) {

  private static final double[] DECAYS = {0.5, 0.7, 0.9, 1};

  Members {
    all = List.copyOf(all);
  }

  /** The reference, then the core, then those that must prove themselves. */
  static Members of(double[] y, Periods periods, Transform scale) {
    boolean positive = Arrays.stream(y).min().orElse(0) > 0;
    Transform bent = !scale.equals(Transform.NONE) ? scale : positive ? Transform.LOG : scale;
    List<Forecaster> all = new ArrayList<>();
    all.add(new SeasonalNaive(false));
    all.add(new DampedSmoothing());
    all.add(new DynamicTheta());
    all.add(bent.around(new Card()));
    all.add(new SeasonalNaive(true));
    boolean other = !bent.equals(Transform.NONE);
    if (other) {
      all.add(new Card());
      all.add(bent.around(new DynamicTheta()));
      all.add(bent.around(new DampedSmoothing()));
    }
    if (periods.seasonal()) {
      for (double decay : DECAYS) {
        all.add(new ProfileAr(decay));
        if (other) {
          all.add(bent.around(new ProfileAr(decay)));
        }
      }
    }
    return new Members(all, 3);
  }
}
