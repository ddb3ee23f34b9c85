// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.gate;

import java.time.Duration;

/** Until when a release has to be over. */
public sealed interface Limit {

  /** The day on which it starts, where the policy is at home. */
  record EndOfDay() implements Limit {}

  /** So long after its start. */
  record After(Duration time) implements Limit {}
}
