// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity;

import dev.ballast.control.maturity.Fact.Claimed;
import dev.ballast.control.maturity.Fact.Measured;
import dev.ballast.model.maturity.CheckState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what the facts say to each check. Only what was seen proves or fails; what configuration
 * says is a claim, and what is too old or too little is unknown, or the claim that is left.
 */
final class Scorer {

  private static final int FUTURE_SECONDS = 300;

  private Scorer() {}

  /** Of every check that makes sense for the dossier's subject, in the catalogue's order. */
  static List<CheckResult> score(List<Check> checks, Dossier dossier, Instant now) {
    return checks.stream()
        .filter(check -> check.isFor(dossier.subject()))
        .map(check -> result(check, dossier.fact(check.fact()), now))
        .toList();
  }

  static CheckResult result(Check check, @Nullable Fact fact, Instant now) {
    if (fact == null) {
      return nothing(check, CheckState.UNKNOWN, "Nothing was seen that would say so.", null);
    }
    Measured seen = fact.measured();
    Claimed claimed = fact.claimed();
    if (seen == null) {
      return claimed(check, claimed, "");
    }
    Instant expires = seen.at().plus(check.validity());
    boolean ahead = seen.at().isAfter(now.plusSeconds(FUTURE_SECONDS));
    if (ahead || !now.isBefore(expires)) {
      String why =
          ahead
              ? "What was seen is dated %s, which is yet to come.".formatted(seen.at())
              : "What was seen is too old since %s: %s.".formatted(expires, seen.text());
      CheckResult rest = claimed(check, claimed, why);
      return new CheckResult(
          check,
          rest.state(),
          seen.value(),
          rest.text(),
          rest.proofs().isEmpty() ? seen.proofs() : rest.proofs(),
          seen.at(),
          expires,
          true);
    }
    if (seen.of() < check.rule().sample()) {
      CheckResult rest =
          claimed(
              check,
              claimed,
              "Too little was seen, %d of at least %d: %s."
                  .formatted(seen.of(), check.rule().sample(), seen.text()));
      return new CheckResult(
          check, rest.state(), seen.value(), rest.text(), seen.proofs(), seen.at(), expires, false);
    }
    boolean holds = check.rule().holds(seen.value());
    FactName.Unit unit = check.fact().unit();
    return new CheckResult(
        check,
        holds ? CheckState.PROVED : CheckState.FAILED,
        seen.value(),
        "%s%s (expected: %s)."
            .formatted(
                seen.text(),
                unit == FactName.Unit.COUNT ? "" : ": " + Rule.value(seen.value(), unit),
                check.rule().text(unit)),
        seen.proofs(),
        seen.at(),
        expires,
        false);
  }

  /** What is left when nothing was seen that counts. */
  private static CheckResult claimed(Check check, @Nullable Claimed claimed, String why) {
    return claimed == null
        ? nothing(check, CheckState.UNKNOWN, why, null)
        : nothing(
            check,
            CheckState.CLAIMED,
            (why.isEmpty() ? "" : why + " ")
                + "Only configuration says so: "
                + claimed.text()
                + ".",
            claimed);
  }

  private static CheckResult nothing(
      Check check, CheckState state, String text, @Nullable Claimed claimed) {
    return new CheckResult(
        check,
        state,
        null,
        text,
        claimed == null ? List.of() : claimed.proofs(),
        null,
        null,
        false);
  }
}
