// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import java.util.ArrayList;
import java.util.List;

/** Numbers as they are measured, by several threads. */
final class Series {

  private final List<Double> all = new ArrayList<>();

  synchronized void add(double value) {
    all.add(value);
  }

  synchronized int size() {
    return all.size();
  }

  synchronized long atMost(double limit) {
    return all.stream().filter(v -> v <= limit).count();
  }

  /** The smallest value that such a share of all does not exceed; 0 when there is none. */
  synchronized double at(double quantile) {
    List<Double> sorted = all.stream().sorted().toList();
    int index = (int) Math.ceil(sorted.size() * quantile) - 1;
    return sorted.isEmpty() ? 0 : sorted.get(Math.max(0, index));
  }
}
