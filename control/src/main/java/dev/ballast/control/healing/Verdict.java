// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

/**
 * What one guardrail says.
 *
 * @param guardrail its name, such as {@code blast-radius}
 * @param eyes how many people have to approve; 0 unless the kind is {@link Kind#ASK}
 */
public record Verdict(String guardrail, Kind kind, int eyes, String text) {

  /** Which way it goes. */
  public enum Kind {
    PASS,
    /** People may say yes. */
    ASK,
    /** Not now, whoever asks; looked at again each time. */
    HOLD
  }

  static Verdict pass(String guardrail, String text) {
    return new Verdict(guardrail, Kind.PASS, 0, text);
  }

  static Verdict ask(String guardrail, int eyes, String text) {
    return new Verdict(guardrail, Kind.ASK, eyes, text);
  }

  static Verdict hold(String guardrail, String text) {
    return new Verdict(guardrail, Kind.HOLD, 0, text);
  }
}
