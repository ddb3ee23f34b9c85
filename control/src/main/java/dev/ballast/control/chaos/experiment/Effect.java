// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos.experiment;

import dev.ballast.model.experiment.Activity;
import java.time.Duration;

/** What the machine wants from the world. */
public sealed interface Effect {

  /** Do this; its placeholders are filled in. Answer with the ticket. */
  record Run(long ticket, Activity activity) implements Effect {}

  /** Tell when that time is over. */
  record Pause(long ticket, Duration time) implements Effect {}

  /** End all that is under way; nobody waits for its answers any more. */
  record Cancel() implements Effect {}

  /** Turn off every fault of this run. */
  record Release() implements Effect {}

  /** It is over. */
  record Finish() implements Effect {}
}
