// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import dev.ballast.stats.detect.stream.StreamDetector;
import dev.ballast.stats.detect.stream.StreamDetector.Reading;
import dev.ballast.stats.detect.stream.StreamDetector.Reason;
import java.util.List;

/**
 * What is kept of a series whose alarms must last: what was usual before it became strange, and for
 * how long it has been. What may be an incident teaches nothing, but not for ever: a level that
 * stays becomes the usual one.
 */
final class Suspicion {

  /** Strange points in a row that teach nothing though no anomaly is open. */
  private static final int MOST = 25;

  /** Points of an open anomaly that teach nothing. */
  private static final int MOST_OPEN = 300;

  private final Usual usual = new Usual();
  private List<Reason> reasons = List.of();
  private float worst;
  private int strange;
  private int open;

  Usual usual() {
    return usual;
  }

  /** How the strangest of the points that led to an alarm was seen, beside what was usual. */
  Reading reading(StreamDetector detector) {
    return usual.instead(detector.reading(), reasons);
  }

  /** Whether the next point teaches nothing. */
  boolean rests(boolean isOpen) {
    open = isOpen ? open + 1 : 0;
    return isOpen ? open < MOST_OPEN : strange > 0 && strange < MOST;
  }

  /** Whether a point is away from what is usual; if so wished, beyond all of late. */
  boolean departs(StreamDetector detector, double value, boolean beyond) {
    return detector.departs() && (!beyond || usual.isBeyond(value));
  }

  void note(StreamDetector detector, double value, boolean isStrange, boolean isOpen) {
    strange = isStrange ? strange + 1 : 0;
    if (strange == 1) {
      worst = 0;
    }
    if (isStrange && !isOpen && detector.severity() > worst) {
      worst = (float) detector.severity();
      reasons = detector.reading().reasons();
    }
    if (!isStrange && !isOpen) {
      usual.remember(detector, value);
    }
  }
}
