// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.model.rollout.Hook;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The gates that the error budget has in every rollout, as hooks beside the canary's own: so they
 * wait, are told and are resumed like all others. Their address is never called.
 */
final class BudgetHooks {

  private static final URI BUDGET = URI.create("ballast:error-budget");

  /** Before the rollout, and before each growth of the weight. */
  static final List<Hook> ALL =
      List.of(hook(Hook.Type.CONFIRM_ROLLOUT), hook(Hook.Type.CONFIRM_TRAFFIC_INCREASE));

  private BudgetHooks() {}

  private static Hook hook(Hook.Type type) {
    return new Hook(
        type, "error-budget", BUDGET, Duration.ofSeconds(10), 0, Map.of(), false, false);
  }

  static boolean isBudget(Hook hook) {
    return BUDGET.equals(hook.url());
  }
}
