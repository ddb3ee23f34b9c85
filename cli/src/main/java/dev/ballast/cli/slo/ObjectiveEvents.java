// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.slo;

import dev.ballast.control.slo.replay.Slice;
import java.util.List;

/**
 * The past events of one objective, and how few and how many of them may have been good where a
 * histogram does not say.
 */
record ObjectiveEvents(List<Slice> likely, List<Slice> low, List<Slice> high) {

  ObjectiveEvents {
    likely = List.copyOf(likely);
    low = List.copyOf(low);
    high = List.copyOf(high);
  }

  static ObjectiveEvents of(List<Slice> slices) {
    return new ObjectiveEvents(slices, slices, slices);
  }

  boolean isExact() {
    return low.equals(high);
  }
}
