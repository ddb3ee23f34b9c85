// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.failover;

import dev.ballast.control.regions.readiness.Readiness;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step.
 *
 * @param readiness what the rules said, when a wish was judged; null otherwise
 */
public record Turn(
    FailoverState state, List<FailoverEffect> effects, @Nullable Readiness readiness) {

  public Turn {
    effects = List.copyOf(effects);
  }

  static Turn of(FailoverState state, FailoverEffect... effects) {
    return new Turn(state, List.of(effects), null);
  }
}
