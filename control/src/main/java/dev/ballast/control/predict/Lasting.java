// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

/**
 * Tells an incident from noise by how long it stays strange.
 *
 * <p>A young series knows too little for one point to be convincing, and the more series are
 * watched the more convincing it must be; but noise is hardly ever strange for several points. An
 * alarm needs a mean strangeness of {@link Persistence#least} and {@link #MORE} times the most that
 * this series has shown of late. O(1).
 */
final class Lasting {

  private static final double MORE = 1.5;
  private static final double FADE = 1 - 1 / 200.0;
  private static final int BLOCK = 24;

  /** Of the points that must be learnt: until then everything is new and therefore strange. */
  private static final double YOUNG = 0.4;

  /** Points that are too young in any case, as far as so many must be learnt. */
  private static final int COLD = 12;

  /** Of the most that the mean can be: however restless a series, this is always enough. */
  private static final double ENOUGH = 0.85;

  private final Persistence persistence;
  private final int young;
  private double mean;
  private double most;
  private double before;
  private double block;

  Lasting(Persistence persistence) {
    this.persistence = persistence;
    this.young =
        (int) Math.max(YOUNG * persistence.learning(), Math.min(COLD, persistence.learning()));
  }

  /**
   * Takes the strangeness of a point. It counts as usual only one block of points later, so that
   * the beginning of an incident does not excuse the rest; nothing counts while one is open.
   */
  boolean alarm(double severity, int age, boolean open) {
    mean += (Math.min(severity, persistence.most()) - mean) / persistence.points();
    if (open || age < young) {
      return false;
    }
    boolean alarm = age >= persistence.learning() && mean >= needed();
    block = alarm ? block : Math.max(block, mean);
    if (age % BLOCK == 0) {
      most = Math.max(before, most * FADE);
      before = block;
      block = 0;
    }
    return alarm;
  }

  /** Mean strangeness of the last points. */
  double mean() {
    return mean;
  }

  double needed() {
    return Math.min(ENOUGH * persistence.most(), Math.max(persistence.least(), MORE * most));
  }

  Persistence persistence() {
    return persistence;
  }
}
