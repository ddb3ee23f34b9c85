// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import dev.ballast.promql.Labels;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * All series by labels and by id. Look-ups take no lock; changes are made under the head's lock. By
 * labels it is open addressing with linear probing: one reference per slot.
 */
final class SeriesTable {

  private volatile AtomicReferenceArray<@Nullable Series> slots = new AtomicReferenceArray<>(1024);
  private volatile @Nullable Series[] byId = new @Nullable Series[1024];
  private volatile int nextId;
  private volatile int size;

  @Nullable Series find(Labels labels) {
    AtomicReferenceArray<@Nullable Series> table = slots;
    int mask = table.length() - 1;
    for (int i = spread(labels.hashCode()) & mask; ; i = (i + 1) & mask) {
      Series series = table.getAcquire(i);
      if (series == null || series.labels().equals(labels)) {
        return series;
      }
    }
  }

  @Nullable Series byId(int id) {
    @Nullable Series[] array = byId;
    return id >= 0 && id < array.length ? array[id] : null;
  }

  /** Ids are below this. */
  int nextId() {
    return nextId;
  }

  /** Makes sure that ids below this are never given out again. */
  void reserveIds(int below) {
    nextId = Math.max(nextId, below);
  }

  int size() {
    return size;
  }

  void add(Series series) {
    if ((size + 1) * 3L > slots.length() * 2L) {
      rehash(slots.length() * 2);
    }
    insert(slots, series);
    if (series.id() >= byId.length) {
      byId = Arrays.copyOf(byId, Math.max(byId.length * 2, series.id() + 1));
    }
    byId[series.id()] = series;
    reserveIds(series.id() + 1);
    int more = size + 1;
    size = more;
  }

  /** Forgets the series marked as removed. */
  void sweep() {
    int kept = 0;
    @Nullable Series[] array = byId.clone();
    for (int id = 0; id < array.length; id++) {
      Series series = array[id];
      if (series != null && series.removed()) {
        array[id] = null;
      } else if (series != null) {
        kept++;
      }
    }
    byId = array;
    size = kept;
    rehash(slots.length());
  }

  private void rehash(int length) {
    AtomicReferenceArray<@Nullable Series> table = new AtomicReferenceArray<>(length);
    for (Series series : byId) {
      if (series != null) {
        insert(table, series);
      }
    }
    slots = table;
  }

  private static void insert(AtomicReferenceArray<@Nullable Series> table, Series series) {
    int mask = table.length() - 1;
    int i = spread(series.labels().hashCode()) & mask;
    while (table.getPlain(i) != null) {
      i = (i + 1) & mask;
    }
    table.setRelease(i, series);
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9e3779b9;
    return mixed ^ mixed >>> 15;
  }
}
