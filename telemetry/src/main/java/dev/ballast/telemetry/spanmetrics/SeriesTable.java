// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.spanmetrics;

import dev.ballast.telemetry.ingest.SampleBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** Series by what tells them apart, at most a given number. Thread-safe. */
final class SeriesTable<K> {

  private final Map<K, RedSeries> series = new ConcurrentHashMap<>();
  private final int maxSeries;
  private final Function<K, RedSeries> factory;

  SeriesTable(int maxSeries, Function<K, RedSeries> factory) {
    this.maxSeries = maxSeries;
    this.factory = factory;
  }

  boolean knows(K key) {
    return series.containsKey(key);
  }

  /** Changes a key's series, which is made when it is new; false when there is no room for it. */
  boolean update(K key, long nowMillis, Consumer<RedSeries> change) {
    while (true) {
      RedSeries known = series.get(key);
      if (known == null) {
        if (series.size() >= maxSeries) {
          return false;
        }
        known = series.computeIfAbsent(key, factory);
      }
      if (known.update(nowMillis, change)) {
        return true;
      }
      series.remove(key, known);
    }
  }

  /** Writes all series and takes out the idle ones; returns the others. */
  List<RedSeries> write(SampleBatch batch, long zeroMillis, long nowMillis, long idleMillis) {
    List<RedSeries> alive = new ArrayList<>(series.size());
    series.forEach(
        (key, one) -> {
          if (one.write(batch, zeroMillis, nowMillis, idleMillis)) {
            series.remove(key, one);
          } else {
            alive.add(one);
          }
        });
    return alive;
  }

  Set<K> keys() {
    return series.keySet();
  }

  int size() {
    return series.size();
  }
}
