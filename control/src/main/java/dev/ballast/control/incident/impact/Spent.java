// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.impact;

import dev.ballast.control.incident.Evidence;
import dev.ballast.control.slo.SloStatus;
import java.time.Duration;
import java.util.Locale;

/**
 * What an error budget lost since the onset.
 *
 * @param share of the whole budget, 0 or more
 * @param burnt the same, as time of complete failure
 */
record Spent(SloStatus slo, double then, double share, Duration burnt) {

  private static final double PERCENT = 100;

  /**
   * @param then what was left at the onset, finite
   */
  static Spent of(SloStatus now, double then) {
    double share = Math.max(0, then - now.budget().remaining());
    double whole = now.target().complement().value() * now.window().evaluated().toMillis();
    return new Spent(now, then, share, Duration.ofMillis(Math.round(share * whole)));
  }

  Evidence evidence(Looked looked) {
    return new Evidence(
        "",
        ImpactReader.BUDGET,
        slo.displayName(),
        String.format(
            Locale.ROOT,
            "%s: %.0f points of its error budget spent since the onset, %.0f %% left",
            slo.displayName(),
            share * PERCENT,
            slo.budget().remaining() * PERCENT),
        looked.from(),
        looked.until(),
        then,
        slo.budget().remaining(),
        "",
        "ballast_slo_budget_remaining_ratio{slo=\"%s\",cloud_region=\"\"}".formatted(slo.slo()),
        0);
  }
}
