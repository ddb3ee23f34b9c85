// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.gate;

import java.util.StringJoiner;

/** A decision in Markdown, for GitHub's step summary and for comments. */
final class MarkdownReport {

  private MarkdownReport() {}

  static String of(Decision decision) {
    StringJoiner text = new StringJoiner("\n", "", "\n");
    text.add("### " + sign(decision) + " " + safe(decision.service()) + ": " + decision.answer());
    text.add("");
    text.add("| | |");
    text.add("|---|---|");
    row(text, "Strategy", Decision.words(decision.strategy()));
    if (decision.isAllowed()) {
      row(text, "Canary", decision.steps());
      row(text, "Speed", decision.speed());
      row(text, "Judged every", decision.checkEvery() + " s");
    }
    row(text, "Budget left", budget(decision));
    row(text, "Row of the table", decision.row());
    row(text, "Watched by", decision.watchedBy());
    row(text, "Change class", Decision.words(decision.changeClass()));
    row(text, "Policy", decision.policy());
    text.add("");
    decision.reasons().forEach(reason -> text.add("- " + safe(reason)));
    text.add("");
    text.add("Decided " + safe(decision.evaluatedAt()) + " by Ballast.");
    return text.toString();
  }

  private static String sign(Decision decision) {
    return switch (decision.verdict()) {
      case "allow" -> "✅";
      case "allow_slower" -> "🐢";
      case "deny" -> "⛔";
      default -> "❔";
    };
  }

  private static String budget(Decision decision) {
    if (decision.remaining().isEmpty()) {
      return "unknown";
    }
    double percent = Math.rint(Double.parseDouble(decision.remaining()) * 1000) / 10;
    String number = Double.toString(percent).replaceAll("\\.0$", "");
    return number + " % (" + decision.slo() + ")";
  }

  private static void row(StringJoiner text, String name, String value) {
    if (!value.isEmpty()) {
      text.add("| " + name + " | " + safe(value) + " |");
    }
  }

  /** Nothing of the text is markup, and it stays on one line. */
  private static String safe(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c)) {
                safe.append(' ');
              } else if (c == '<') {
                safe.append("&lt;");
              } else if (c == '&') {
                safe.append("&amp;");
              } else {
                if ("\\`*_[]|#!~@".indexOf(c) >= 0) {
                  safe.append('\\');
                }
                safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }
}
