// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.impact;

import java.util.List;

/** One request through the system; steps may be missing, and clocks may differ. */
public record Trace(String id, List<Step> steps) {

  public Trace {
    steps = List.copyOf(steps);
  }
}
