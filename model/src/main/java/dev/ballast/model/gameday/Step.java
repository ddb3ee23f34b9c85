// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.gameday;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happens at a time.
 *
 * @param at since midnight, local time of the day
 * @param broken what is broken; null unless it is a fault
 * @param heals the id of the fault that it ends; empty unless it heals
 */
public record Step(
    Duration at,
    String id,
    Act act,
    String note,
    List<Check> checks,
    Gate gate,
    @Nullable DayFault broken,
    String heals,
    String who,
    Expectation expect) {

  /** What kind of step it is. */
  public enum Act {
    MEETING,
    CHECKLIST,
    FAULT,
    OBSERVE,
    EXPECT,
    HEAL,
    REPORT;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a step waits for. */
  public enum Gate {
    NONE,
    /** The steady state has held for its time. */
    STEADY_STATE,
    /** Somebody who leads says go. */
    MANUAL
  }

  /**
   * One entry of a checklist.
   *
   * @param about what it is about, as written after the colon
   */
  public record Check(Kind kind, String text, String about) {

    /** What Ballast can check by itself; the rest is for people. */
    public enum Kind {
      STEADY_STATE,
      ALERT_ROUTE_TEST,
      DNS_AUDIT,
      PREFLIGHT,
      SMOKE_TESTS,
      HEADROOM,
      LEDGER_AUDIT,
      BY_HAND
    }
  }

  public Step {
    checks = List.copyOf(checks);
  }

  public Optional<DayFault> fault() {
    return Optional.ofNullable(broken);
  }

  /** The time of day as written, such as {@code 09:30}. */
  public String clock() {
    long seconds = at.toSeconds() % 60;
    return seconds == 0
        ? "%02d:%02d".formatted(at.toHours(), at.toMinutesPart())
        : "%02d:%02d:%02d".formatted(at.toHours(), at.toMinutesPart(), seconds);
  }
}
