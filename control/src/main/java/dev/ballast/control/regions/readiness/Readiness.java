// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.readiness;

import java.util.List;

/** What every rule says to a wish. */
public record Readiness(Wish wish, List<Check> checks) {

  public Readiness {
    checks = List.copyOf(checks);
  }

  /** Whether it may be done: every rule passes, or somebody breaks the glass. */
  public boolean allowed() {
    return wish.glass() != null || refusals().isEmpty();
  }

  /** What stands in the way, or would without the broken glass. */
  public List<Check> refusals() {
    return checks.stream().filter(check -> !check.passed()).toList();
  }

  /** In words, one sentence. */
  public String text() {
    List<Check> no = refusals();
    String what = wish.kind().text() + " of " + wish.region();
    if (no.isEmpty()) {
      return what + ": ready";
    }
    String reasons = String.join("; ", no.stream().map(Check::text).toList());
    return wish.glass() == null
        ? what + ": not ready. " + reasons
        : what
            + ": against the rules, by "
            + wish.glass().by()
            + " ("
            + wish.glass().reason()
            + "). "
            + reasons;
  }
}
