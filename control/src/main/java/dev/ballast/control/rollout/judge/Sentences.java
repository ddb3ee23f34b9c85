// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.judge;

import dev.ballast.stats.sequential.ArmCounts;
import java.util.Locale;

/** Explains a verdict in two sentences: what was seen, and what follows from it. */
final class Sentences {

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
    return "%s: %,d of %,d requests bad in the canary (%s), %,d of %,d in the baseline (%s)."
        .formatted(
            seen.metric(),
            counts.canaryBad(),
            counts.canaryTotal(),
            percent(counts.canaryRate()),
            counts.baselineBad(),
            counts.baselineTotal(),
            percent(counts.baselineRate()));
  }

  private static String alarm(Evidence seen) {
    return "If both were alike, evidence as strong as this (e-value %s%s, limit %s) would ever appear"
            .formatted(number(seen.eValue()), tamed(seen), number(seen.limit()))
        + " in at most %s of rollouts.".formatted(percent(1 / seen.limit()));
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
    String metric = none.evidence().metric();
    if (none.awaited() > 0) {
      return "%s: the canary has no requests where about %s were due. Without data it is neither good nor bad."
          .formatted(metric, number(none.awaited()));
    }
    return none.evidence().counts().baselineTotal() > 0
        ? "%s: no requests of the canary were counted of late. Without data it is neither good nor bad."
            .formatted(metric)
        : "%s: neither arm has requests. Without data the canary is neither good nor bad."
            .formatted(metric);
  }

  private static String trouble(Verdict.BothArmsBad bad) {
    return "%s: the baseline is bad as well, %,d of its last %,d requests where %s is normal."
            .formatted(
                bad.evidence().metric(),
                bad.recentBad(),
                bad.recentTotal(),
                percent(bad.evidence().expected()))
        + " The canary is not the cause (e-value %s, limit %s), so the rollout waits."
            .formatted(number(bad.evidence().eValue()), number(bad.evidence().limit()));
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
