// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.scene;

import java.util.Arrays;

/**
 * One series of one subject: what it was before the onset and what since. Missing samples are left
 * out by the constructor, so a series may be empty on either side.
 */
@SuppressWarnings("ArrayRecordComponent") // The constructor copies, detectors only read.
public record Signal(
    Subject subject, String name, SignalKind kind, double[] before, double[] after) {

  private static final int FEWEST = 3;

  public Signal {
    before = finite(before);
    after = finite(after);
  }

  private static double[] finite(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).toArray();
  }

  /** Whether both sides have enough to be compared. */
  public boolean comparable() {
    return before.length >= FEWEST && after.length > 0;
  }
}
