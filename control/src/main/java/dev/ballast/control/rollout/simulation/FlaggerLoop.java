// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.simulation;

import dev.ballast.control.rollout.StageEvent;
import dev.ballast.stats.sequential.ArmCounts;
import java.time.Instant;

/**
 * The loop of Flagger 1.44 with its interval of a minute and one metric, request-success-rate: a
 * minute above the limit, or without requests, is a failed check and halts the advance; failed
 * checks add up over the rollout, and the tick after the last allowed one rolls back.
 */
final class FlaggerLoop implements Contestant {

  /**
   * Its two thresholds.
   *
   * @param limit highest rate of bad requests
   * @param threshold failed checks that roll back
   */
  record Setting(double limit, int threshold) {}

  /** The limit and threshold of Flagger's own examples: 99.5 % success, five failed checks. */
  static final Setting FIXED = new Setting(0.005, 5);

  private final Setting setting;
  private int failed;

  FlaggerLoop(Setting setting) {
    this.setting = setting;
  }

  @Override
  public int every() {
    return 6;
  }

  @Override
  public StageEvent look(Instant at, int stage, ArmCounts counts) {
    if (failed >= setting.threshold()) {
      return Opinion.worse(at);
    }
    if (counts.canaryTotal() == 0 || counts.canaryRate() > setting.limit()) {
      failed++;
      return Opinion.wait(at);
    }
    return Opinion.good(at);
  }
}
