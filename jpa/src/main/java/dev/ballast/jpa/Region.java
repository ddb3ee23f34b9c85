// SPDX-License-Identifier: Apache-2.0
package dev.ballast.jpa;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where this process writes. Said once, before the first write: persistence providers make entity
 * listeners themselves and hand them nothing.
 */
public final class Region {

  private record Here(RegionClock clock, Deletion deletion) {}

  private static final AtomicReference<@Nullable Here> HERE = new AtomicReference<>();

  private Region() {}

  /** What it says replaces what was said before. */
  public static void is(RegionClock clock, Deletion deletion) {
    HERE.set(new Here(clock, deletion));
  }

  static RegionClock clock() {
    return here().clock();
  }

  static Deletion deletion() {
    return here().deletion();
  }

  private static Here here() {
    Here here = HERE.get();
    if (here == null) {
      throw new IllegalStateException(
          "region: not set (expected: set before the first write). Write: Region.is(new"
              + " RegionClock(1, InstantSource.system()), Deletion.TOMBSTONE)");
    }
    return here;
  }
}
