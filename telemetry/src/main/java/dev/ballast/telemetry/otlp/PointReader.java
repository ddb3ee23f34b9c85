// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import dev.ballast.promql.Labels;
import dev.ballast.promql.SampleBuffer;
import dev.ballast.telemetry.ingest.SampleBatch;
import dev.ballast.telemetry.otlp.MetricSeries.Point;
import java.util.Arrays;

/**
 * Turns data points into samples. A point whose attributes were seen before costs no object: its
 * series are found by the attributes' encoded bytes. Not thread-safe.
 */
final class PointReader {

  private static final int DATA_POINT = 1 << 3 | Wire.LENGTH;
  private static final int TIME = 3 << 3 | Wire.FIXED64;
  private static final int COUNT = 4 << 3 | Wire.FIXED64;
  private static final int SUM = 5 << 3 | Wire.FIXED64;

  private static final int NUMBER_ATTRIBUTE = 7 << 3 | Wire.LENGTH;
  private static final int NUMBER_AS_DOUBLE = 4 << 3 | Wire.FIXED64;
  private static final int NUMBER_AS_INT = 6 << 3 | Wire.FIXED64;
  private static final int NUMBER_FLAGS = 8 << 3 | Wire.VARINT;

  private static final int HISTOGRAM_ATTRIBUTE = 9 << 3 | Wire.LENGTH;
  private static final int HISTOGRAM_FLAGS = 10 << 3 | Wire.VARINT;
  private static final int BUCKET_COUNT = 6 << 3 | Wire.FIXED64;
  private static final int BUCKET_COUNTS_PACKED = 6 << 3 | Wire.LENGTH;
  private static final int BOUND = 7 << 3 | Wire.FIXED64;
  private static final int BOUNDS_PACKED = 7 << 3 | Wire.LENGTH;

  private static final int SUMMARY_ATTRIBUTE = 7 << 3 | Wire.LENGTH;
  private static final int SUMMARY_QUANTILE = 6 << 3 | Wire.LENGTH;
  private static final int SUMMARY_FLAGS = 8 << 3 | Wire.VARINT;
  private static final int QUANTILE = 1 << 3 | Wire.FIXED64;
  private static final int QUANTILE_VALUE = 2 << 3 | Wire.FIXED64;

  private static final double[] NO_BOUNDS = {};

  private final AttributeRange attributes;
  private final SampleBatch batch;
  private final Refusals refusals;
  private final DoubleColumn bounds = new DoubleColumn();
  private final DoubleColumn values = new DoubleColumn();
  private long lastTime;

  PointReader(byte[] body, SampleBatch batch, Refusals refusals) {
    this.attributes = new AttributeRange(body);
    this.batch = batch;
    this.refusals = refusals;
  }

  /** The newest time of any point so far in milliseconds; 0 before the first. */
  long lastTime() {
    return lastTime;
  }

  /** Reads all data points of a metric's data message. */
  void read(Wire wire, MetricSeries series, MetricKind kind) {
    while (wire.next()) {
      if (wire.tag() != DATA_POINT) {
        wire.skip();
        continue;
      }
      int outer = wire.enter();
      attributes.clear();
      switch (kind) {
        case GAUGE, COUNTER -> number(wire, series);
        case HISTOGRAM -> histogram(wire, series);
        case SUMMARY -> summary(wire, series);
      }
      wire.leave(outer);
    }
  }

  private void number(Wire wire, MetricSeries series) {
    long time = 0;
    double value = 0;
    boolean hasValue = false;
    boolean stale = false;
    while (wire.next()) {
      switch (wire.tag()) {
        case TIME -> time = millis(wire.fixed64());
        case NUMBER_AS_DOUBLE -> {
          value = wire.float64();
          hasValue = true;
        }
        case NUMBER_AS_INT -> {
          value = (double) wire.fixed64();
          hasValue = true;
        }
        case NUMBER_FLAGS -> stale = noRecordedValue(wire);
        case NUMBER_ATTRIBUTE -> attributes.add(wire);
        default -> wire.skip();
      }
    }
    if (!hasValue && !stale) {
      refusals.add(Refusal.NO_VALUE, 1, "metric " + series.family());
    } else if (timely(time, series)) {
      Point point = series.point(attributes);
      Labels labels = (point == null ? series.make(attributes, NO_BOUNDS) : point).labels()[0];
      batch.add(labels, time, stale ? SampleBuffer.STALE : value);
    }
  }

  private void histogram(Wire wire, MetricSeries series) {
    long time = 0;
    long count = 0;
    double sum = 0;
    boolean hasSum = false;
    boolean stale = false;
    bounds.clear();
    values.clear();
    while (wire.next()) {
      switch (wire.tag()) {
        case TIME -> time = millis(wire.fixed64());
        case COUNT -> count = wire.fixed64();
        case SUM -> {
          sum = wire.float64();
          hasSum = true;
        }
        case BUCKET_COUNT -> values.add((double) wire.fixed64());
        case BUCKET_COUNTS_PACKED -> {
          int outer = wire.enter();
          while (wire.more()) {
            values.add((double) wire.fixed64());
          }
          wire.leave(outer);
        }
        case BOUND -> bounds.add(wire.float64());
        case BOUNDS_PACKED -> {
          int outer = wire.enter();
          while (wire.more()) {
            bounds.add(wire.float64());
          }
          wire.leave(outer);
        }
        case HISTOGRAM_FLAGS -> stale = noRecordedValue(wire);
        case HISTOGRAM_ATTRIBUTE -> attributes.add(wire);
        default -> wire.skip();
      }
    }
    if (!timely(time, series)) {
      return;
    }
    Point point = series.point(attributes);
    if (stale) {
      end(point == null ? series.make(attributes, bounds.copy()) : point, time);
      return;
    }
    boolean bucketless = values.size() == 0 && bounds.size() == 0;
    if (!bucketless && (values.size() != bounds.size() + 1 || !bounds.ascending())) {
      refusals.add(Refusal.BAD_HISTOGRAM, 1, "metric " + series.family());
      return;
    }
    if (point == null || !point.hasBounds(bounds.array(), bounds.size())) {
      point = series.make(attributes, bounds.copy());
    }
    Labels[] labels = point.labels();
    batch.add(labels[0], time, (double) count);
    if (hasSum) {
      batch.add(labels[1], time, sum);
    }
    double cumulative = 0;
    for (int i = 0; i < bounds.size(); i++) {
      cumulative += values.array()[i];
      batch.add(labels[i + 2], time, cumulative);
    }
    batch.add(labels[labels.length - 1], time, (double) count);
  }

  private void summary(Wire wire, MetricSeries series) {
    long time = 0;
    long count = 0;
    double sum = 0;
    boolean stale = false;
    bounds.clear();
    values.clear();
    while (wire.next()) {
      switch (wire.tag()) {
        case TIME -> time = millis(wire.fixed64());
        case COUNT -> count = wire.fixed64();
        case SUM -> sum = wire.float64();
        case SUMMARY_QUANTILE -> quantile(wire);
        case SUMMARY_FLAGS -> stale = noRecordedValue(wire);
        case SUMMARY_ATTRIBUTE -> attributes.add(wire);
        default -> wire.skip();
      }
    }
    if (!timely(time, series)) {
      return;
    }
    Point point = series.point(attributes);
    if (point == null || !(stale || point.hasBounds(bounds.array(), bounds.size()))) {
      point = series.make(attributes, bounds.copy());
    }
    if (stale) {
      end(point, time);
      return;
    }
    Labels[] labels = point.labels();
    batch.add(labels[0], time, (double) count);
    batch.add(labels[1], time, sum);
    for (int i = 0; i < values.size(); i++) {
      batch.add(labels[i + 2], time, values.array()[i]);
    }
  }

  private void quantile(Wire wire) {
    double quantile = 0;
    double value = 0;
    int outer = wire.enter();
    while (wire.next()) {
      switch (wire.tag()) {
        case QUANTILE -> quantile = wire.float64();
        case QUANTILE_VALUE -> value = wire.float64();
        default -> wire.skip();
      }
    }
    wire.leave(outer);
    bounds.add(quantile);
    values.add(value);
  }

  private void end(Point point, long time) {
    for (Labels labels : point.labels()) {
      batch.add(labels, time, SampleBuffer.STALE);
    }
  }

  private boolean timely(long time, MetricSeries series) {
    if (time <= 0) {
      refusals.add(Refusal.NO_TIMESTAMP, 1, "metric " + series.family());
      return false;
    }
    lastTime = Math.max(lastTime, time);
    return true;
  }

  private static boolean noRecordedValue(Wire wire) {
    return (wire.varint() & 1) != 0;
  }

  private static long millis(long unsignedNanos) {
    return Long.divideUnsigned(unsignedNanos, 1_000_000);
  }

  /** A growing array. */
  private static final class DoubleColumn {
    private double[] array = new double[32];
    private int size;

    void clear() {
      size = 0;
    }

    void add(double value) {
      if (size == array.length) {
        array = Arrays.copyOf(array, size * 2);
      }
      array[size++] = value;
    }

    int size() {
      return size;
    }

    double[] array() {
      return array;
    }

    double[] copy() {
      return Arrays.copyOf(array, size);
    }

    boolean ascending() {
      for (int i = 1; i < size; i++) {
        if (!(array[i - 1] < array[i])) {
          return false;
        }
      }
      return true;
    }
  }
}
