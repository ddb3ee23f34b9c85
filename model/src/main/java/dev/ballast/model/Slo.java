// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.time.Duration;

/**
 * A service level objective over a rolling window, in occurrences.
 *
 * @param target the share of good events promised, in [0, 1)
 * @param window the length of the rolling window as written, before any scaling by the demo
 * @param dataSource the name of the DataSource it is measured on; empty for the default one
 */
public record Slo(
    SloName name,
    String displayName,
    ServiceName service,
    Sli sli,
    Ratio target,
    Duration window,
    String dataSource) {

  public Slo {
    if (window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("window: " + window + " (expected: > 0)");
    }
  }
}
