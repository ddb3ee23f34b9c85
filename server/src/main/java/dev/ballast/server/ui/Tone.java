// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.gate.GateDecision;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.model.Health;

/**
 * What a state looks like: the name of its CSS class, a word, and a sign that does without colour.
 */
public enum Tone {
  OK("ok", "Healthy", "●"),
  WARN("warn", "Degraded", "◆"),
  BAD("bad", "Unhealthy", "■"),
  UNKNOWN("unknown", "Unknown", "○");

  private final String css;
  private final String word;
  private final String sign;

  Tone(String css, String word, String sign) {
    this.css = css;
    this.word = word;
    this.sign = sign;
  }

  public static Tone of(Health health) {
    return switch (health) {
      case HEALTHY -> OK;
      case DEGRADED -> WARN;
      case UNHEALTHY -> BAD;
      case UNKNOWN -> UNKNOWN;
    };
  }

  public static Tone of(SloStatus.State state) {
    return switch (state) {
      case MET -> OK;
      case BURNING -> WARN;
      case EXHAUSTED -> BAD;
      case NO_DATA, INSUFFICIENT, UNCERTAIN -> UNKNOWN;
    };
  }

  public static Tone of(GateDecision.Verdict verdict) {
    return switch (verdict) {
      case ALLOW -> OK;
      case ALLOW_SLOWER -> WARN;
      case DENY -> BAD;
      case NO_DATA -> UNKNOWN;
    };
  }

  /** Of a budget by what is left of it: the steps of the release strategies. */
  public static Tone ofBudget(double remaining) {
    if (Double.isNaN(remaining)) {
      return UNKNOWN;
    }
    return remaining > 0.5 ? OK : remaining >= 0.2 ? WARN : BAD;
  }

  public String css() {
    return css;
  }

  public String word() {
    return word;
  }

  public String sign() {
    return sign;
  }
}
