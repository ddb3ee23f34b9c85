// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import dev.ballast.stats.detect.stream.StreamDetector;
import java.util.List;

/**
 * What was expected when the series was last ordinary. An alarm that waits for strangeness to last
 * must not be explained by what was learnt meanwhile; and the band is no wider than what was seen,
 * however little that was. 20 bytes.
 */
final class Usual {

  private static final float FADE = 1 / 500f;

  private static final float MARGIN = 0.1f;

  private float expected = Float.NaN;
  private float low;
  private float high;
  private float lowest;
  private float highest;

  /** Takes an ordinary value, after the detector did. */
  void remember(StreamDetector detector, double value) {
    float center = (float) detector.expected();
    boolean first = Float.isNaN(expected);
    expected = center;
    lowest = first ? (float) value : Math.min((float) value, lowest + (center - lowest) * FADE);
    highest = first ? (float) value : Math.max((float) value, highest + (center - highest) * FADE);
    low = Math.min(center, Math.max(lowest, (float) (center - detector.band(false))));
    high = Math.max(center, Math.min(highest, (float) (center + detector.band(true))));
  }

  /** Beyond all ordinary values of late by a tenth of their range. */
  boolean isBeyond(double value) {
    float margin = MARGIN * (highest - lowest);
    return value > highest + margin || value < lowest - margin;
  }

  double expected() {
    return expected;
  }

  double low() {
    return low;
  }

  double high() {
    return high;
  }

  /** The reading with the expectation of before, where there is one, and with these reasons. */
  StreamDetector.Reading instead(
      StreamDetector.Reading reading, List<StreamDetector.Reason> reasons) {
    return Float.isNaN(expected)
        ? reading
        : new StreamDetector.Reading(
            expected,
            low,
            high,
            reading.level(),
            reading.recentDeviation(),
            reading.severity(),
            reading.alike(),
            reading.season(),
            reasons);
  }
}
