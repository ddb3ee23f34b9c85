// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.meter;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;

/** A value that goes up and down: set here, or read from a supplier. Thread-safe. */
public final class Gauge implements Instrument {

  private final AtomicReference<DoubleSupplier> source = new AtomicReference<>(() -> 0);

  Gauge() {}

  public void set(double value) {
    source.set(() -> value);
  }

  void follow(DoubleSupplier supplier) {
    source.set(supplier);
  }

  public double value() {
    return source.get().getAsDouble();
  }

  @Override
  public List<Family.Point> points(String name, List<String> labels) {
    return List.of(new Family.Point(name, labels, value()));
  }
}
