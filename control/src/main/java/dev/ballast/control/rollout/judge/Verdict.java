// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.judge;

/** What the judge says at a check. Each carries the numbers it rests on and can explain itself. */
public sealed interface Verdict {

  /** The metric that decided. */
  Evidence evidence();

  /** As users read it: Pass, Regress, Inconclusive, NoData or BothArmsBad. */
  default String name() {
    return switch (this) {
      case Pass pass -> "Pass";
      case Regress regress -> "Regress";
      case Inconclusive unclear -> "Inconclusive";
      case NoData none -> "NoData";
      case BothArmsBad bad -> "BothArmsBad";
    };
  }

  /** Two sentences with the numbers. */
  default String text() {
    return Sentences.of(this);
  }

  /** A regression that would matter at this weight is ruled out, and nothing looks worse. */
  record Pass(Evidence evidence) implements Verdict {}

  /** The canary is worse. */
  record Regress(Evidence evidence) implements Verdict {}

  /** Neither is shown yet. */
  record Inconclusive(Evidence evidence) implements Verdict {}

  /** Of whom nothing is heard. */
  enum Silent {
    CANARY,
    BASELINE,
    BOTH
  }

  /**
   * Nothing to compare: an arm is silent.
   *
   * @param awaited requests that the silent arm should have had by now; 0: not known
   */
  record NoData(Evidence evidence, Silent silent, double awaited) implements Verdict {}

  /**
   * The baseline burns as well: something else is wrong, and that the canary is worse still is not
   * shown.
   */
  record BothArmsBad(Evidence evidence) implements Verdict {}
}
