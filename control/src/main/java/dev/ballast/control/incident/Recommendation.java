// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident;

import java.util.List;

/**
 * What to do.
 *
 * @param text an order in one sentence, such as {@code Roll back payments to v2.3.0}
 * @param command the exact command; empty when there is none
 * @param why what it rests on
 * @param preconditions what must hold, and whether it does
 * @param evidence ids
 * @param notInstead what was thought of and is not recommended, and why
 */
public record Recommendation(
    Action action,
    Urgency urgency,
    String text,
    String command,
    String why,
    List<Precondition> preconditions,
    List<String> evidence,
    List<Rejected> notInstead) {

  /** What can be done about an incident. */
  public enum Action {
    ROLL_BACK,
    ROLL_FORWARD,
    DISABLE_FLAG,
    REVERT_CONFIGURATION,
    SCALE,
    FAIL_OVER,
    SHED_LOAD,
    THROTTLE_WRITES,
    RESCHEDULE,
    ROTATE_CREDENTIALS,
    PURGE_BAD_DATA,
    CONTACT_PROVIDER,
    STOP_FAULT,
    VERIFY,
    INVESTIGATE,
    PREVENT
  }

  /** When. */
  public enum Urgency {
    IMMEDIATE,
    QUICK,
    FOLLOW_UP
  }

  /** Something that must hold before. */
  public record Precondition(String text, Holds holds) {

    /** Whether it does. */
    public enum Holds {
      YES,
      NO,
      UNKNOWN
    }
  }

  /** Something else that one might do. */
  public record Rejected(Action action, String why) {}

  public Recommendation {
    preconditions = List.copyOf(preconditions);
    evidence = List.copyOf(evidence);
    notInstead = List.copyOf(notInstead);
  }
}
