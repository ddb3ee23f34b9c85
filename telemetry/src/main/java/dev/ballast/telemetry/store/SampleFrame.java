// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import dev.ballast.promql.Labels;

/** The log's form of new series and of samples: differences of series id and time, raw values. */
final class SampleFrame {

  /** Takes the samples of a frame. */
  interface Visitor {
    void sample(int series, long time, double value);
  }

  /** No sample needs more: two numbers of at most 10 bytes and a value. */
  private static final int LARGEST = 28;

  private final Wire wire = new Wire(1 << 16);
  private int lastSeries;
  private long lastTime;

  void clear() {
    wire.clear();
    wire.put(FrameType.SAMPLES.code());
    lastSeries = 0;
    lastTime = 0;
  }

  boolean isEmpty() {
    return wire.size() == 1;
  }

  Wire wire() {
    return wire;
  }

  void add(int series, long time, double value) {
    wire.reserve(LARGEST);
    wire.putSigned((long) series - lastSeries);
    wire.putSigned(time - lastTime);
    wire.putFixed(Double.doubleToRawLongBits(value));
    lastSeries = series;
    lastTime = time;
  }

  /** Reads a frame whose type is already taken. */
  static void read(WireReader in, Visitor visitor) {
    int series = 0;
    long time = 0;
    while (in.hasMore()) {
      series += (int) in.getSigned();
      time += in.getSigned();
      visitor.sample(series, time, Double.longBitsToDouble(in.getFixed()));
    }
  }

  static void putLabels(Wire wire, Labels labels) {
    wire.putUnsigned(labels.size());
    for (int i = 0; i < labels.size(); i++) {
      wire.put(labels.name(i)).put(labels.value(i));
    }
  }

  static Labels getLabels(WireReader in, Interner interner) {
    String[] pairs = new String[(int) in.getUnsigned() * 2];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = interner.intern(in.getText());
    }
    return Labels.ofSortedPairs(pairs);
  }
}
