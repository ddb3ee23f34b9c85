// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import dev.ballast.model.Remediation;
import dev.ballast.model.Verification;
import java.time.Instant;
import java.util.List;

/** What an episode hears. */
public sealed interface HealingEvent {

  Instant at();

  /** All guardrails were asked, just now. */
  record Judged(Instant at, Remediation rules, Scene scene, List<Verdict> verdicts)
      implements HealingEvent {
    public Judged {
      verdicts = List.copyOf(verdicts);
    }
  }

  /** How far what was begun has come. */
  record Progressed(Instant at, Progress progress) implements HealingEvent {}

  /**
   * How bad it is after the action.
   *
   * @param world whether what was done is still so
   */
  record Measured(Instant at, Verification rules, Reading reading, Progress world)
      implements HealingEvent {}

  /** Somebody said yes. */
  record Approved(Instant at, String by) implements HealingEvent {}

  /** Somebody said no. */
  record Denied(Instant at, String by, String why) implements HealingEvent {}

  /** Somebody threw the switch. */
  record Stopped(Instant at, Stop stop) implements HealingEvent {}

  /** Its remediation is no longer in the configuration. */
  record Forgotten(Instant at) implements HealingEvent {}
}
