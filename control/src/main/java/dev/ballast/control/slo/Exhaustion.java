// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import java.time.Duration;

/** When the budget is gone if it goes on burning as in the last hour. */
public sealed interface Exhaustion {

  /** Burning no faster than the budget is given, or too few events to tell. */
  record NotBurning() implements Exhaustion {}

  /** In so much real time (after time scaling). */
  record In(Duration left) implements Exhaustion {}

  /** It is spent already. */
  record Spent() implements Exhaustion {}
}
