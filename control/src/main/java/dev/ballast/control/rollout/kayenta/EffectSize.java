// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.kayenta;

import dev.ballast.stats.rank.MannWhitney;

/** How large a difference is, whether or not it is significant. */
public enum EffectSize {
  MEAN_RATIO(1) {
    @Override
    public double of(double[] control, double[] experiment) {
      double before = Samples.mean(control);
      double after = Samples.mean(experiment);
      return before == 0 || after == 0 ? Double.NaN : after / before;
    }
  },
  /** The chance that a value of the experiment exceeds one of the control. */
  COMMON_LANGUAGE(0.5) {
    @Override
    public double of(double[] control, double[] experiment) {
      return MannWhitney.commonLanguageEffect(experiment, control);
    }
  };

  private final double none;

  EffectSize(double none) {
    this.none = none;
  }

  /** The value that means no difference, and Kayenta's default threshold. */
  public double none() {
    return none;
  }

  public abstract double of(double[] control, double[] experiment);

  /** Cohen's d with the pooled standard deviation. */
  public static double cohenD(double[] control, double[] experiment) {
    double first = Samples.deviation(experiment);
    double second = Samples.deviation(control);
    double pooled =
        Math.sqrt(
            ((experiment.length - 1) * first * first + (control.length - 1) * second * second)
                / (control.length + experiment.length - 2));
    return Math.abs(Samples.mean(experiment) - Samples.mean(control)) / pooled;
  }
}
