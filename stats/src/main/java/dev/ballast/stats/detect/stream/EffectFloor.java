// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.stream;

/**
 * How large a deviation must be to matter, however improbable it is.
 *
 * @param absolute in the unit of the series
 * @param relative as a share of the usual level
 */
public record EffectFloor(double absolute, double relative) {

  /** Nothing is too small. */
  public static final EffectFloor NONE = new EffectFloor(0, 0);

  public EffectFloor {
    if (!(absolute >= 0) || !(relative >= 0)) {
      throw new IllegalArgumentException(
          "absolute, relative: " + absolute + ", " + relative + " (expected: >= 0)");
    }
  }

  /** In the unit of the series. */
  double at(double level) {
    return Math.max(absolute, relative * Math.abs(level));
  }
}
