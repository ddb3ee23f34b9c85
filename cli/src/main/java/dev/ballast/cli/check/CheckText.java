// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.check;

import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Text;
import dev.ballast.stats.consistency.Account;
import dev.ballast.stats.consistency.Counterexample;
import dev.ballast.stats.consistency.Operation;
import dev.ballast.stats.consistency.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The answer for people. */
final class CheckText {

  private static final int MOST_EXAMPLES = 3;
  private static final int MOST_FINDINGS = 20;
  private static final int MOST_OUTCOMES = 6;
  private static final int BAR = 32;

  private CheckText() {}

  static String of(String model, History history, Verdict verdict, Style style) {
    StringBuilder text = new StringBuilder();
    String head =
        switch (verdict) {
          case Verdict.Linearizable _ ->
              style.health("HEALTHY", Style.shape("HEALTHY") + " linearizable");
          case Verdict.Violation v ->
              style.health(
                  "UNHEALTHY",
                  Style.shape("UNHEALTHY")
                      + " not linearizable: "
                      + Text.counted(v.examples().size(), "key"));
          case Verdict.Unknown u ->
              Style.shape("UNKNOWN") + " unknown: " + Text.counted(u.gaps().size(), "key");
        };
    text.append(head).append(counts(model, history, verdict.count().keys()));
    switch (verdict) {
      case Verdict.Linearizable _ -> {}
      case Verdict.Violation violation -> {
        violation.examples().stream().limit(MOST_EXAMPLES).forEach(e -> example(e, text, style));
        more(violation.examples().size(), MOST_EXAMPLES, "key", text);
        gaps(violation.gaps(), text);
      }
      case Verdict.Unknown unknown -> gaps(unknown.gaps(), text);
    }
    return text.toString();
  }

  static String of(String model, History history, Account account, Style style) {
    String shape = account.violated() ? "UNHEALTHY" : account.complete() ? "HEALTHY" : "UNKNOWN";
    StringBuilder text = new StringBuilder();
    text.append(style.health(shape, Style.shape(shape) + " " + CheckDocument.word(account)))
        .append(counts(model, history, account.keys()))
        .append(
            "%,d writes acknowledged: %,d present, %,d overwritten later, %,d told as lost%n"
                .formatted(
                    account.acknowledged(),
                    account.present(),
                    account.dominated(),
                    account.journalled()));
    if (!account.findings().isEmpty()) {
      Table table = Table.of("FINDING", "KEY", "WHAT");
      account.findings().stream()
          .limit(MOST_FINDINGS)
          .forEach(f -> table.row(f.kind().name().toLowerCase(Locale.ROOT), f.key(), f.text()));
      text.append('\n').append(table.render(style));
      more(account.findings().size(), MOST_FINDINGS, "finding", text);
    }
    return text.toString();
  }

  /** What is wrong, in one sentence. */
  static String sentence(Counterexample example) {
    Operation wrong = example.impossible();
    String after =
        example.order().isEmpty()
            ? "before it: " + outcomes(example)
            : "the longest order that fits, %s, ends with %s"
                .formatted(
                    example.order().stream()
                        .map(Operation::toString)
                        .collect(Collectors.joining(", ")),
                    example.after());
    return "%s by %s (line %d) fits no order; %s"
        .formatted(wrong, wrong.process(), wrong.number(), after);
  }

  private static String counts(String model, History history, int keys) {
    long open = history.operations().stream().filter(o -> !o.answered()).count();
    return " (%s; %s, %s, %,d unanswered, %,d failed)%n"
        .formatted(
            model,
            Text.counted(history.operations().size(), "operation"),
            Text.counted(keys, "key"),
            open,
            history.failed());
  }

  private static void example(Counterexample example, StringBuilder text, Style style) {
    text.append('\n');
    String key = example.key().isEmpty() ? "" : "key " + example.key() + ": ";
    Table.wrap(key + sentence(example) + ".", Terminal.WIDTH)
        .forEach(line -> text.append(line).append('\n'));
    text.append("before: ").append(outcomes(example)).append('\n');
    long from = example.window().stream().mapToLong(Operation::start).min().orElse(0);
    long to = example.impossible().end();
    Table table = Table.of(">LINE", "PROCESS", "OPERATION", ">START", ">END", "TIME");
    for (Operation o : example.window()) {
      boolean wrong = o.equals(example.impossible());
      table.rowOf(
          wrong ? "UNHEALTHY" : "UNSET",
          String.valueOf(o.number()),
          o.process(),
          (wrong ? "■ " : "  ") + o,
          String.valueOf(o.start()),
          o.answered() ? String.valueOf(o.end()) : "never",
          bar(o, from, to));
    }
    text.append(table.render(style));
    if (example.left() > 0) {
      text.append(
          "left out: %s that ask nothing or cannot help%n"
              .formatted(Text.counted(example.left(), "operation")));
    }
  }

  private static String outcomes(Counterexample example) {
    String all =
        example.before().stream()
            .limit(MOST_OUTCOMES)
            .map(
                one ->
                    one.state()
                        + (one.done().isEmpty()
                            ? ""
                            : one.done().stream()
                                .map(Operation::toString)
                                .collect(Collectors.joining(", ", " (after ", ")"))))
            .collect(Collectors.joining(", or "));
    int more = example.before().size() - MOST_OUTCOMES;
    return more > 0 ? all + ", or one of " + more + " more" : all;
  }

  /** From where to where in the window's time. */
  private static String bar(Operation operation, long from, long to) {
    double scale = (BAR - 1) / (double) Math.max(1, to - from);
    int start = (int) Math.round((operation.start() - from) * scale);
    boolean open = !operation.answered() || operation.end() > to;
    int end = open ? BAR - 1 : (int) Math.round((operation.end() - from) * scale);
    String line = start >= end ? "│" : "├" + "─".repeat(Math.max(0, end - start - 1));
    return "·".repeat(Math.max(0, start)) + line + (start >= end ? "" : open ? "→" : "┤");
  }

  private static void gaps(List<Verdict.Gap> gaps, StringBuilder text) {
    for (Verdict.Gap gap : gaps.stream().limit(MOST_FINDINGS).toList()) {
      text.append(
          "unknown: %s%s; %,d of %,d operations fit%n"
              .formatted(
                  gap.key().isEmpty() ? "" : "key " + gap.key() + " ",
                  gap.why(),
                  gap.reached(),
                  gap.operations()));
    }
    if (!gaps.isEmpty()) {
      text.append("Fix: --memory, --steps, or histories with fewer clients for one key\n");
    }
    more(gaps.size(), MOST_FINDINGS, "key", text);
  }

  private static void more(int size, int shown, String noun, StringBuilder text) {
    if (size > shown) {
      text.append("and ").append(Text.counted(size - shown, "more " + noun)).append('\n');
    }
  }
}
