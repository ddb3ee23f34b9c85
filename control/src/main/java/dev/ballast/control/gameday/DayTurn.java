// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gameday;

import java.util.List;

/**
 * What becomes of an event.
 *
 * @param refusal why nothing was changed; empty when it was taken
 */
public record DayTurn(DayState state, List<DayEffect> effects, String refusal) {
  public DayTurn {
    effects = List.copyOf(effects);
  }
}
