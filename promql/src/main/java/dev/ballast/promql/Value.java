// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql;

import java.util.List;

/** What a query evaluates to; times are milliseconds since the epoch. */
public sealed interface Value {

  record Scalar(long time, double value) implements Value {}

  record Text(long time, String value) implements Value {}

  /** One sample per series. */
  record Vector(List<Sample> samples) implements Value {
    public Vector {
      samples = List.copyOf(samples);
    }
  }

  /** Many points per series. */
  record Matrix(List<Series> series) implements Value {
    public Matrix {
      series = List.copyOf(series);
    }
  }

  record Sample(Labels labels, long time, double value) {}

  /** Points in ascending time; both arrays have the same length and are not to be written to. */
  @SuppressWarnings("ArrayRecordComponent")
  record Series(Labels labels, long[] times, double[] values) {}
}
