// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity;

import dev.ballast.model.maturity.CheckState;

/**
 * Something to do.
 *
 * @param gains whether the bullet holds once this and what is before it in the list is proved
 */
public record Step(CheckResult result, boolean gains) {

  /** What to do, one sentence. */
  public String text() {
    return result.check().step();
  }

  /** Why: what stands in the way now. */
  public String why() {
    return result.text();
  }

  /** What is failed has to be repaired, the rest has only to be seen. */
  public boolean isRepair() {
    return result.state() == CheckState.FAILED;
  }
}
