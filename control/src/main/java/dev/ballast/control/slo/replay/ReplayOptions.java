// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.replay;

import dev.ballast.model.quantity.Ratio;
import java.util.List;

/**
 * How past data is counted.
 *
 * @param noData what a slice of time without data counts as
 * @param cap how much of a window exclusions may leave out
 */
public record ReplayOptions(NoData noData, Ratio cap, List<Exclusion> exclusions) {

  public static final ReplayOptions DEFAULT =
      new ReplayOptions(NoData.IGNORE, new Ratio(0.05), List.of());

  /** What a slice without data is. Events that nobody saw are never made up. */
  public enum NoData {
    IGNORE,
    GOOD,
    BAD
  }

  public ReplayOptions {
    exclusions = List.copyOf(exclusions);
  }

  public ReplayOptions withNoData(NoData value) {
    return new ReplayOptions(value, cap, exclusions);
  }

  public ReplayOptions withExclusions(List<Exclusion> value) {
    return new ReplayOptions(noData, cap, value);
  }

  public ReplayOptions withCap(Ratio value) {
    return new ReplayOptions(noData, value, exclusions);
  }
}
