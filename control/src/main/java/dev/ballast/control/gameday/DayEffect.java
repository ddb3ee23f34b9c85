// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gameday;

import dev.ballast.model.gameday.DayFault;
import dev.ballast.model.gameday.Step;
import java.util.List;

/** What is to be done for a game day. */
public sealed interface DayEffect {

  /** Turns a fault on; answered by {@link DayEvent.Applied}. */
  record Inject(String step, DayFault fault) implements DayEffect {}

  /** Turns it off and looks whether anything is left; answered by {@link DayEvent.Healed}. */
  record Heal(String step) implements DayEffect {}

  /** Goes through a checklist; answered by {@link DayEvent.Checked}. */
  record RunChecks(String step, List<Step.Check> checks) implements DayEffect {
    public RunChecks {
      checks = List.copyOf(checks);
    }
  }

  /** It is over: findings, report, events. */
  record Conclude() implements DayEffect {}
}
