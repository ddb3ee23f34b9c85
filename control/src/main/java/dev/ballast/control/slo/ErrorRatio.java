// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.model.Sli;
import java.time.Duration;

/**
 * The PromQL of an SLI's bad events over one window.
 *
 * @param ratio bad events out of all events, 0..1
 * @param bad the bad events; empty when the SLI is a ready-made ratio
 * @param total all events; empty when the SLI is a ready-made ratio
 */
public record ErrorRatio(String ratio, String bad, String total) {

  /** By the same queries that Ballast itself asks. */
  public static ErrorRatio of(Sli sli, Duration window) {
    var query = SliQuery.of(sli, window, Increase.parsed(), SloPolicy.DEFAULT);
    // Rates on both sides cancel their factors; only what differs has to be written.
    var factor = query.partFactor() / query.totalFactor();
    var part =
        query.total().isEmpty() || factor == 1
            ? query.part()
            : "(" + query.part() + ") * " + factor;
    var total = query.total();
    return switch (query.meaning()) {
      case BAD -> new ErrorRatio("(" + part + ")\n/\n(" + total + ")", part, total);
      case GOOD ->
          new ErrorRatio(
              "1 - (\n  (" + part + ")\n  /\n  (" + total + ")\n)",
              "(" + total + ") - (" + part + ")",
              total);
      case BAD_SHARE -> new ErrorRatio(query.part(), "", "");
      case GOOD_SHARE -> new ErrorRatio("1 - (" + query.part() + ")", "", "");
    };
  }
}
