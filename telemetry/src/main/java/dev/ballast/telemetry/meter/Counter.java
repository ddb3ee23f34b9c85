// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.meter;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** A count that only grows. Thread-safe. */
public final class Counter implements Instrument {

  private final LongAdder count = new LongAdder();

  Counter() {}

  public void add() {
    count.increment();
  }

  public void add(long n) {
    if (n < 0) {
      throw new IllegalArgumentException("n: " + n + " (expected: >= 0)");
    }
    count.add(n);
  }

  public long value() {
    return count.sum();
  }

  @Override
  public List<Family.Point> points(String name, List<String> labels) {
    return List.of(new Family.Point(name, labels, value()));
  }
}
