// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import java.util.List;

/** An episode after a step, and what follows. */
public record Turn(Episode episode, List<HealingEffect> effects) {
  public Turn {
    effects = List.copyOf(effects);
  }

  static Turn of(Episode episode, HealingEffect... effects) {
    return new Turn(episode, List.of(effects));
  }
}
