// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store.index;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * The series that carry one value of one label. A few ids are a plain array: most values of labels
 * with many values belong to a handful of series, for which a bitmap would cost ten times as much.
 */
final class Postings {

  private static final int FEW = 16;

  private int[] few;
  private int size;
  private @Nullable RoaringBitmap many;

  Postings(int first) {
    few = new int[] {first};
    size = 1;
  }

  /** Ids must ascend. */
  void add(int id) {
    if (many != null) {
      many.add(id);
      return;
    }
    if (size == FEW) {
      many = RoaringBitmap.bitmapOf(few);
      many.add(id);
      few = new int[0];
      return;
    }
    if (size == few.length) {
      few = Arrays.copyOf(few, size * 2);
    }
    few[size++] = id;
  }

  /** Removes ids; returns whether none is left. */
  boolean removeAll(RoaringBitmap ids) {
    if (many != null) {
      many.andNot(ids);
      return many.isEmpty();
    }
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (!ids.contains(few[i])) {
        few[kept++] = few[i];
      }
    }
    size = kept;
    return size == 0;
  }

  void addTo(RoaringBitmap target) {
    if (many != null) {
      target.or(many);
    } else {
      for (int i = 0; i < size; i++) {
        target.add(few[i]);
      }
    }
  }

  int size() {
    return many == null ? size : many.getCardinality();
  }
}
