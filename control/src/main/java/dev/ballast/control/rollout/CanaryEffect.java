// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout;

import dev.ballast.model.rollout.CanaryAnalysis.Severity;
import dev.ballast.model.rollout.CanaryMetric;
import dev.ballast.model.rollout.Hook;

/**
 * What is to be done. All of it may be done twice with the same result, since after a crash it is.
 */
public sealed interface CanaryEffect {

  /** Something to be done to workloads or routes; nobody answers it. */
  sealed interface Deed extends CanaryEffect {}

  /** The canary gets requests that match, or copies. */
  int UNWEIGHED = 0;

  /** Ask a webhook; its answer is an {@link CanaryEvent.Answered}. */
  record Call(Hook hook, Phase phase) implements CanaryEffect {}

  /** Measure; the value is a {@link CanaryEvent.Measured}. */
  record Measure(CanaryMetric metric) implements CanaryEffect {}

  /**
   * Ask the judge; the verdict is a {@link CanaryEvent.Judged}.
   *
   * @param weight the canary's share of the requests in percent; {@link #UNWEIGHED} when no router
   *     divides them by chance, so that what is counted stands in
   */
  record Judge(int weight) implements CanaryEffect {}

  /**
   * Route traffic, all of it in one change.
   *
   * @param canary percent to the canary; the primary gets the rest
   * @param mirrored the canary gets copies
   */
  record SetRoutes(int canary, boolean mirrored) implements Deed {
    public int primary() {
      return 100 - canary;
    }
  }

  /** Make the primary from the target and take over its routes. */
  record Initialize() implements Deed {}

  /** Start the canary with a revision, and its autoscaler. */
  record ScaleUp(String revision) implements Deed {}

  /** Stop the canary and its autoscaler. */
  record ScaleDown() implements Deed {}

  /** Make a revision the primary's. */
  record CopyToPrimary(String revision) implements Deed {}

  /** Keep the version that was replaced ready to take all traffic. */
  record KeepWarm(String revision) implements Deed {}

  /** All traffic to the version that was kept warm, at once; it is the primary again. */
  record Restore(String revision) implements Deed {}

  /** Put the target back as it was before the canary took it over. */
  record Revert() implements Deed {}

  /**
   * Say what happened: to event webhooks, and as an alert when {@code alert}.
   *
   * @param phase that it happened in
   */
  record Say(Severity severity, String text, boolean alert, Phase phase) implements CanaryEffect {}
}
