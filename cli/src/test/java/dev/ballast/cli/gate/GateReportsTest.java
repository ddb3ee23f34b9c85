// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class GateReportsTest {

  @Test
  void markdownHasTheAnswerThePlanAndTheReasons() {
    assertThat(MarkdownReport.of(Decisions.of("allow_slower")))
        .isEqualTo(
            """
            ### 🐢 payments: Yes, slower.

            | | |
            |---|---|
            | Strategy | conservative |
            | Canary | 5 % → 10 % → 50 % → 100 % |
            | Speed | staggered over 2 to 3 hours |
            | Judged every | 60 s |
            | Budget left | 34.5 % (payments-availability) |
            | Row of the table | 20 % to 50 % |
            | Change class | normal |
            | Policy | default |

            - 34.5 % of the budget is left
            - Canary 5 % -> 10 % -> 50 % -> 100 %

            Decided 2026-03-01T09:00:00.123Z by Ballast.
            """);
  }

  @Test
  void markdownShowsNoPlanForWhatMayNotGo() {
    assertThat(MarkdownReport.of(Decisions.of("deny")))
        .startsWith("### ⛔ payments: No.")
        .doesNotContain("| Canary |");
  }

  @Test
  void nothingInADecisionIsMarkup() {
    String markdown =
        MarkdownReport.of(
            Decisions.with(
                "deny",
                Map.of("service", "a|b\n# c", "reason", "<img src=x> [x](http://y) `z` *w* @all")));
    assertThat(markdown)
        .startsWith("### ⛔ a\\|b \\# c: No.")
        .contains("- &lt;img src=x> \\[x\\](http://y) \\`z\\` \\*w\\* \\@all");
  }

  @Test
  void dotenvHasOneVariableALine() {
    assertThat(DotenvReport.of(Decisions.of("allow_slower")))
        .isEqualTo(
            """
            BALLAST_GATE_SERVICE=payments
            BALLAST_GATE_VERDICT=allow_slower
            BALLAST_GATE_EXIT_CODE=10
            BALLAST_GATE_ALLOWED=true
            BALLAST_GATE_STRATEGY=conservative
            BALLAST_GATE_WEIGHTS=5,10,50,100
            BALLAST_GATE_DWELL_SECONDS=2400,2400,2400.5,0
            BALLAST_GATE_CHECK_EVERY_SECONDS=60
            BALLAST_GATE_FINISH_BY=2026-03-01T12:00:00Z
            BALLAST_GATE_BUDGET_REMAINING=0.345
            BALLAST_GATE_SLO=payments-availability
            BALLAST_GATE_POLICY=default
            BALLAST_GATE_REASON=34.5 % of the budget is left
            """);
  }

  @Test
  void aReasonCannotSmuggleAVariableIn() {
    String dotenv =
        DotenvReport.of(
            Decisions.with(
                "deny", Map.of("reason", "no\r\nLD_PRELOAD=/x\u2028PATH=/y" + "z".repeat(999))));
    assertThat(dotenv.lines()).allMatch(line -> line.startsWith("BALLAST_GATE_")).hasSize(13);
    assertThat(dotenv).contains("BALLAST_GATE_REASON=no LD_PRELOAD=/x PATH=/yzzz");
    assertThat(dotenv.lines()).allMatch(line -> line.length() < 600);
  }
}
