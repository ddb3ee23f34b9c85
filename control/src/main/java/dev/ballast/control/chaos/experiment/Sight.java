// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos.experiment;

import java.util.List;
import java.util.Locale;

/** One look at the steady state: probes up to the first that is not within its tolerance. */
public record Sight(Moment moment, boolean met, List<Entry> probes) {

  /** Against the method. */
  public enum Moment {
    BEFORE,
    DURING,
    AFTER;

    /** As the journal names it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Sight {
    probes = List.copyOf(probes);
  }
}
