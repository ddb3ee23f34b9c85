// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout;

/** Where a canary stands, in Flagger's own words, since dashboards know them. */
public enum Phase {
  INITIALIZING("Initializing"),
  INITIALIZED("Initialized"),
  /** A gate before the rollout is closed. */
  WAITING("Waiting"),
  PROGRESSING("Progressing"),
  /** All checks are done and a gate before the promotion is closed, or a person must decide. */
  WAITING_PROMOTION("WaitingPromotion"),
  /** The new version is becoming the primary; traffic goes back to that name. */
  PROMOTING("Promoting"),
  /** The new version has all traffic; the old one is kept warm or scaled down. */
  FINALISING("Finalising"),
  SUCCEEDED("Succeeded"),
  FAILED("Failed"),
  TERMINATING("Terminating"),
  TERMINATED("Terminated");

  private final String word;

  Phase(String word) {
    this.word = word;
  }

  /** As it stands in {@code status.phase}. */
  public String word() {
    return word;
  }

  /** Whether a new version is being analysed, so that it can still be rolled back. */
  public boolean isAnalysed() {
    return this == PROGRESSING || this == WAITING_PROMOTION;
  }

  /** Whether a rollout is under way. */
  public boolean isUnderWay() {
    return isAnalysed() || this == WAITING || this == PROMOTING || this == FINALISING;
  }
}
