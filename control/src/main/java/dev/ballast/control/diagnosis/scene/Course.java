// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.scene;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A series with its times, over hours rather than minutes: when did it leave its past? Samples that
 * are missing are left out.
 *
 * @param seconds since the epoch, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // The constructor copies, detectors only read.
public record Course(Subject subject, String name, double[] seconds, double[] values) {

  public Course {
    if (seconds.length != values.length) {
      throw new IllegalArgumentException(
          "seconds: %d (expected: as many as values, %d)".formatted(seconds.length, values.length));
    }
    double[] given = values;
    double[] times = seconds;
    int[] kept = IntStream.range(0, given.length).filter(i -> Double.isFinite(given[i])).toArray();
    values = Arrays.stream(kept).mapToDouble(i -> given[i]).toArray();
    seconds = Arrays.stream(kept).mapToDouble(i -> times[i]).toArray();
  }

  public SignalKind kind() {
    return SignalKind.of(name);
  }
}
