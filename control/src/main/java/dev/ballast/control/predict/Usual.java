// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import dev.ballast.stats.detect.stream.StreamDetector;

/**
 * What was expected when the series was last ordinary. An alarm that waits for strangeness to last
 * must not be explained by what was learnt meanwhile. 12 bytes.
 */
final class Usual {

  private float expected = Float.NaN;
  private float low;
  private float high;

  void remember(StreamDetector detector) {
    expected = (float) detector.expected();
    low = (float) (detector.expected() - detector.band(false));
    high = (float) (detector.expected() + detector.band(true));
  }

  /** The reading with the expectation of before; itself when there is none. */
  StreamDetector.Reading instead(StreamDetector.Reading reading) {
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
            reading.reasons());
  }
}
