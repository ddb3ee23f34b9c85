// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.gate;

import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * A decision as variables: {@code NAME=value} lines without quotes, as GitLab's dotenv reports and
 * {@code $GITHUB_OUTPUT} take them.
 */
final class DotenvReport {

  private static final int LONGEST = 500;

  private DotenvReport() {}

  static String of(Decision decision) {
    StringJoiner text = new StringJoiner("\n", "", "\n");
    line(text, "SERVICE", decision.service());
    line(text, "VERDICT", decision.verdict());
    line(text, "EXIT_CODE", Integer.toString(decision.exitCode()));
    line(text, "ALLOWED", Boolean.toString(decision.isAllowed()));
    line(text, "STRATEGY", decision.strategy());
    line(
        text,
        "WEIGHTS",
        decision.weights().stream().map(String::valueOf).collect(Collectors.joining(",")));
    line(text, "DWELL_SECONDS", String.join(",", decision.dwells()));
    line(text, "CHECK_EVERY_SECONDS", decision.checkEvery());
    line(text, "FINISH_BY", decision.finishBy());
    line(text, "BUDGET_REMAINING", decision.remaining());
    line(text, "SLO", decision.slo());
    line(text, "POLICY", decision.policy());
    line(text, "REASON", decision.reasons().isEmpty() ? "" : decision.reasons().getFirst());
    return text.toString();
  }

  /** One line, whatever the value: a second one would be a variable that nobody meant. */
  private static void line(StringJoiner text, String name, String value) {
    String flat = value.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ").strip();
    int end = flat.offsetByCodePoints(0, Math.min(LONGEST, flat.codePointCount(0, flat.length())));
    text.add("BALLAST_GATE_" + name + "=" + flat.substring(0, end));
  }
}
