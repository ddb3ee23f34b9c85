// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

/**
 * Tells an incident from noise by how long it stays strange.
 *
 * <p>A young series knows too little for one point to be convincing, and the more series are
 * watched the more convincing it must be; but noise is hardly ever strange for five points. An
 * alarm needs a mean strangeness ({@code StreamDetector.lasting}) of {@link #LEAST} and {@link
 * #MORE} times the most that this series has shown of late. O(1).
 */
final class Lasting {

  private static final double LEAST = 10.5;
  private static final double MORE = 1.5;
  private static final double FADE = 1 - 1 / 200.0;
  private static final int BLOCK = 24;
  private static final int LEARNING = 150;

  /** Until then everything is new and therefore strange. */
  private static final int YOUNG = 60;

  private double most;
  private double before;
  private double block;

  /**
   * Takes the mean strangeness after a point. It counts as usual only one block of points later, so
   * that the beginning of an incident does not excuse the rest; nothing counts while one is open.
   */
  boolean alarm(double lasting, int age, boolean open) {
    if (open || age < YOUNG) {
      return false;
    }
    boolean alarm = age >= LEARNING && lasting >= needed();
    block = alarm ? block : Math.max(block, lasting);
    if (age % BLOCK == 0) {
      most = Math.max(before, most * FADE);
      before = block;
      block = 0;
    }
    return alarm;
  }

  double needed() {
    return Math.max(LEAST, MORE * most);
  }
}
