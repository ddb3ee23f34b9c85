// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.driver;

/**
 * What was seen.
 *
 * @param evidence what says so: a state, a number, an error
 */
public record Verdict(Seen seen, String evidence) {

  /** Whether what was looked for is there. */
  public enum Seen {
    YES,
    NO,
    /** The target itself is no longer there, so that nothing can be done to it. */
    GONE
  }

  public static Verdict yes(String evidence) {
    return new Verdict(Seen.YES, evidence);
  }

  public static Verdict no(String evidence) {
    return new Verdict(Seen.NO, evidence);
  }

  public static Verdict gone(String evidence) {
    return new Verdict(Seen.GONE, evidence);
  }

  public boolean isYes() {
    return seen == Seen.YES;
  }
}
