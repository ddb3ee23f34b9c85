// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import java.util.Arrays;

/** What a series cannot leave: what the caller knows, and zero when it has never been below. */
final class Bounds {

  private Bounds() {}

  /** The options with the bounds that hold for this history; a value beyond one loosens it. */
  static Options of(double[] y, Options options) {
    double least = Arrays.stream(y).filter(Double::isFinite).min().orElse(0);
    double most = Arrays.stream(y).filter(Double::isFinite).max().orElse(0);
    double lower = Math.min(options.lower(), least);
    double upper = Math.max(options.upper(), most);
    boolean natural = options.lower() == Double.NEGATIVE_INFINITY && least >= 0 && upper > 0;
    return options.withBounds(
        natural ? 0 : lower, upper > lower || natural ? upper : Double.POSITIVE_INFINITY);
  }

  /** Logit between two bounds; otherwise none, and the members decide. */
  static Transform transform(Options options, double unit) {
    boolean both = Double.isFinite(options.lower()) && Double.isFinite(options.upper());
    return both ? Transform.logit(options.lower() / unit, options.upper() / unit) : Transform.NONE;
  }
}
