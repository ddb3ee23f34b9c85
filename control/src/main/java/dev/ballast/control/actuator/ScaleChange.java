// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.actuator;

import java.util.List;

/** A number of instances as it is, and as it would be. */
public record ScaleChange(Replicas before, int after) {

  public boolean changesNothing() {
    return before.wanted() == after;
  }

  /** What somebody should know before doing it. */
  public List<String> cautions() {
    if (after == 0 && before.wanted() > 0) {
      return List.of("nothing is left to answer: " + before.place() + " goes to 0");
    }
    if (before.wanted() > 1 && after > 0 && 2L * after < before.wanted()) {
      return List.of("more than half of the instances go at once");
    }
    return List.of();
  }
}
