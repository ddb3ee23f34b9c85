// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos.experiment;

import java.time.Instant;

/** What the world tells the machine. */
public sealed interface Happening {

  /** It may begin. */
  record Begun(Instant at) implements Happening {}

  /** An activity is through. */
  record Answered(long ticket, Answer answer, Instant at) implements Happening {}

  /** A pause is over. */
  record Waited(long ticket, Instant at) implements Happening {}

  /**
   * It has to end now.
   *
   * @param interrupted by somebody; otherwise by a stop condition
   */
  record Stopped(boolean interrupted, String why, Instant at) implements Happening {}

  Instant at();
}
