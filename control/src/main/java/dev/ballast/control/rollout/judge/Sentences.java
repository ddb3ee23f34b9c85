// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.judge;

import dev.ballast.stats.sequential.ArmCounts;
import java.util.Locale;

/** Explains a verdict in two sentences: what was seen, and what follows from it. */
final class Sentences {

  private static final double LATELY = 1.5;

  private Sentences() {}

  static String of(Verdict verdict) {
    Evidence seen = verdict.evidence();
    return switch (verdict) {
      case Verdict.Regress regress -> compared(seen) + " " + alarm(seen);
      case Verdict.Pass pass -> compared(seen) + " " + ruledOut(seen);
      case Verdict.Inconclusive unclear -> compared(seen) + " " + open(seen);
      case Verdict.NoData none -> silence(none);
      case Verdict.BothArmsBad bad -> trouble(bad);
    };
  }

  private static String compared(Evidence seen) {
    ArmCounts counts = seen.counts();
    return "%s: %,d of %,d requests bad in the canary (%s), %,d of %,d in the baseline (%s)%s."
        .formatted(
            seen.metric(),
            counts.canaryBad(),
            counts.canaryTotal(),
            percent(counts.canaryRate()),
            counts.baselineBad(),
            counts.baselineTotal(),
            percent(counts.baselineRate()),
            late(seen));
  }

  private static String alarm(Evidence seen) {
    return "If both were alike, evidence as strong as this (e-value %s%s, limit %s) would ever appear"
            .formatted(number(seen.eValue()), tamed(seen), number(seen.limit()))
        + " in at most %s of rollouts.".formatted(percent(1 / seen.limit()));
  }

  /** Where the sums of a long rollout hide what came at last. */
  private static String late(Evidence seen) {
    ArmCounts recent = seen.recent();
    return recent.canaryRate() > LATELY * seen.counts().canaryRate()
        ? "; of late %,d of %,d (%s) against %,d of %,d"
            .formatted(
                recent.canaryBad(),
                recent.canaryTotal(),
                percent(recent.canaryRate()),
                recent.baselineBad(),
                recent.baselineTotal())
        : "";
  }

  private static String ruledOut(Evidence seen) {
    return "A canary with %s bad is ruled out (evidence %s, limit %s), and nothing says that it is"
            .formatted(percent(seen.margin()), number(seen.safety()), number(seen.safetyLimit()))
        + " worse (e-value %s%s, limit %s)."
            .formatted(number(seen.eValue()), tamed(seen), number(seen.limit()));
  }

  private static String open(Evidence seen) {
    return "Neither is shown: worse has e-value %s of %s%s, below %s bad has evidence %s of %s."
        .formatted(
            number(seen.eValue()),
            number(seen.limit()),
            tamed(seen),
            percent(seen.margin()),
            number(seen.safety()),
            number(seen.safetyLimit()));
  }

  /** That the evidence would be stronger if bursts were known not to happen. */
  private static String tamed(Evidence seen) {
    return switch (seen.tamed()) {
      case 0 -> "";
      case 1 -> ", held down in one interval that may be a burst";
      default -> ", held down in %,d intervals that may be bursts".formatted(seen.tamed());
    };
  }

  private static String silence(Verdict.NoData none) {
    String who =
        switch (none.silent()) {
          case CANARY -> "the canary has no";
          case BASELINE -> "the baseline has no";
          case BOTH -> "neither arm has";
        };
    String due =
        none.awaited() > 0
            ? "requests where about %s were due".formatted(number(none.awaited()))
            : "requests";
    return "%s: %s %s. ".formatted(none.evidence().metric(), who, due) + without(none);
  }

  private static String without(Verdict.NoData none) {
    ArmCounts recent = none.evidence().recent();
    return none.silent() == Verdict.Silent.BASELINE && recent.canaryBad() > 0
        ? "Of the canary's last %,d requests %,d were bad (%s), with nothing to compare them with."
            .formatted(recent.canaryTotal(), recent.canaryBad(), percent(recent.canaryRate()))
        : "Without data it is neither good nor bad.";
  }

  private static String trouble(Verdict.BothArmsBad bad) {
    Evidence seen = bad.evidence();
    ArmCounts recent = seen.recent();
    return "%s: the baseline is bad as well, %,d of its last %,d requests where %s is normal; of the canary's, %,d of %,d."
            .formatted(
                seen.metric(),
                recent.baselineBad(),
                recent.baselineTotal(),
                percent(seen.expected()),
                recent.canaryBad(),
                recent.canaryTotal())
        + " That the canary is worse still is not shown (e-value %s, limit %s), so the rollout waits."
            .formatted(number(seen.eValue()), number(seen.limit()));
  }

  static String percent(double rate) {
    return Double.isNaN(rate) ? "none" : digits(rate * 100) + " %";
  }

  private static String number(double value) {
    return value >= 1e6 ? "over a million" : digits(value);
  }

  /** Three digits that mean something, or fewer. */
  private static String digits(double value) {
    if (value >= 100 || value == 0) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    int decimals = (int) Math.clamp(2 - Math.floor(Math.log10(Math.abs(value))), 0, 4);
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
  }
}
