// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.readiness;

/**
 * One rule and what it says.
 *
 * @param rule short and stable, such as {@code one-region-out}
 * @param text with the numbers, and what would change it
 */
public record Check(String rule, Kind kind, Outcome outcome, String text) {

  /** What may be done about a refusal. */
  public enum Kind {
    /** Nobody but one who breaks the glass can go on. */
    ASSERTION,
    /** Waits for something; also opened by breaking the glass. */
    GATE,
    /** A person may agree, knowing the number. */
    CONSENT
  }

  /** What a rule says. */
  public enum Outcome {
    PASSED,
    REFUSED,
    /** There is no data: refuses as well, and says so. */
    UNKNOWN
  }

  public boolean passed() {
    return outcome == Outcome.PASSED;
  }

  static Check of(String rule, Kind kind, boolean passed, String text) {
    return new Check(rule, kind, passed ? Outcome.PASSED : Outcome.REFUSED, text);
  }

  static Check unknown(String rule, Kind kind, String text) {
    return new Check(rule, kind, Outcome.UNKNOWN, text);
  }
}
