// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings.trial;

/**
 * What really was, by the mechanism that made the run and not by what was measured of it.
 *
 * @param bad whether an objective was missed
 * @param value NaN when there is none to compare
 * @param tolerance by how much a measured value may differ
 */
public record Truth(boolean bad, double value, double tolerance) {

  static Truth of(boolean bad) {
    return new Truth(bad, Double.NaN, 0);
  }

  /** Whether a measured value is it. */
  boolean isNear(double measured) {
    return Double.isInfinite(value) ? measured == value : Math.abs(measured - value) <= tolerance;
  }
}
