// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos;

import java.time.Duration;
import java.util.List;

/**
 * What the guards look at.
 *
 * @param slos of all services, each as a whole
 * @param on what is on already
 * @param stopped why nothing new is done; empty when it is
 */
public record Standing(List<Objective> slos, List<Injection> on, String stopped) {

  public Standing {
    slos = List.copyOf(slos);
    on = List.copyOf(on);
  }

  /**
   * An SLO as it stands.
   *
   * @param known whether anybody can say how it stands
   * @param burning its budget is being spent too fast, or is gone
   * @param left of its budget, a share of the whole; NaN when nobody knows
   * @param allowed the share of failures that it allows
   * @param window over which
   * @param text how it stands, as a sentence
   */
  public record Objective(
      String slo,
      String service,
      boolean known,
      boolean burning,
      double left,
      double allowed,
      Duration window,
      String text) {}
}
