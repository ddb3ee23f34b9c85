// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.experiment;

import java.time.Duration;

/** When to end an experiment early and to put everything back. */
public sealed interface StopCondition {

  /**
   * An error budget burns too fast.
   *
   * @param service empty for any
   * @param slo empty for any
   */
  record Burn(String service, String slo, double factor) implements StopCondition {}

  /** A file appears: the red button for people without a terminal here. */
  record StopFile(String path) implements StopCondition {}

  /** It has taken that long. */
  record Deadline(Duration after) implements StopCondition {}
}
