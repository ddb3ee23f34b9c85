// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.judge;

import dev.ballast.stats.sequential.ArmCounts;

/** Verdicts for tests that do not care about numbers. */
public final class Verdicts {

  private static final Evidence EVIDENCE =
      new Evidence("error-rate", ArmCounts.NONE, ArmCounts.NONE, 1, 125, 0.001, 0.01, 1, 20, 1, 0);

  public static final Verdict PASS = new Verdict.Pass(EVIDENCE);
  public static final Verdict REGRESS = new Verdict.Regress(EVIDENCE);
  public static final Verdict INCONCLUSIVE = new Verdict.Inconclusive(EVIDENCE);
  public static final Verdict NO_DATA = new Verdict.NoData(EVIDENCE, Verdict.Silent.CANARY, 9);
  public static final Verdict BOTH_BAD = new Verdict.BothArmsBad(EVIDENCE);

  private Verdicts() {}
}
