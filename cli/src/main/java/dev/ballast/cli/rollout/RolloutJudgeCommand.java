// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.rollout;

import dev.ballast.cli.series.SeriesFile;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.control.rollout.judge.History;
import dev.ballast.control.rollout.judge.JudgePolicy;
import dev.ballast.control.rollout.judge.MetricJudge;
import dev.ballast.control.rollout.judge.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ballast rollout judge}: the production judge on counts from anywhere. */
@Command(
    name = "judge",
    description = "Judge a canary by its counts: is it worse than the baseline?",
    footer = {
      "",
      "FILE has the columns minute,baseline_total,baseline_errors,canary_total,canary_errors. After",
      "each row one is printed: minute,verdict,e_value,text. A verdict of Regress is final; looking",
      "at it after every row makes no false alarm more likely. Exit codes: 0 judged, 1 Regress with",
      "--fail, 2 rows that are wrong, each with its line."
    })
final class RolloutJudgeCommand implements Callable<Integer> {

  private static final int RECENT_MINUTES = 2;

  @Parameters(paramLabel = "FILE", description = "The counts; - reads standard input.")
  private String file = "-";

  @Option(
      names = "--alpha",
      paramLabel = "A",
      description = "Chance to call a good canary bad, over all rows. Default: ${DEFAULT-VALUE}.")
  private double alpha = JudgePolicy.DEFAULT.alpha();

  @Option(names = "--fail", description = "Exit with 1 when the canary is worse.")
  private boolean fail;

  private final Terminal terminal;
  private boolean worse;
  private long lines;

  RolloutJudgeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (!(alpha > 0) || !(alpha < 0.5)) {
      throw CommandFailure.usage("--alpha: " + alpha + " (expected: above 0 and below 0.5)");
    }
    if (file.equals("-")) {
      return judge("stdin", terminal.in());
    }
    Path path = Path.of(file);
    if (!Files.isRegularFile(path)) {
      throw CommandFailure.usage("FILE: " + file + " (expected: a file, or - for standard input)");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return judge(file, in);
    }
  }

  private int judge(String name, InputStream in) throws IOException {
    JudgePolicy policy =
        JudgePolicy.DEFAULT.withAlpha(alpha).withInterval(Duration.ofMinutes(1), RECENT_MINUTES);
    MetricJudge judge = new MetricJudge("error-rate", policy, History.NONE);
    ArmRows rows =
        new ArmRows(name, terminal::progress, row -> print(row.minute(), judge.add(row.counts())));
    try (BufferedReader reader = SeriesFile.reader(in)) {
      long problems = rows.read(reader);
      if (problems > 0) {
        throw CommandFailure.usage(
            "%s: %d %s; rows judged before the first: %d"
                .formatted(name, problems, problems == 1 ? "problem" : "problems", lines));
      }
    }
    return fail && worse ? Exit.BAD : Exit.OK;
  }

  /** Flushed at once: whoever pipes minutes in waits for the verdict. */
  private void print(long minute, Verdict verdict) {
    if (lines++ == 0) {
      terminal.out().print("minute,verdict,e_value,text\n");
    }
    worse |= verdict instanceof Verdict.Regress;
    terminal
        .out()
        .print(
            "%d,%s,%s,\"%s\"\n"
                .formatted(
                    minute,
                    verdict.name(),
                    plain(verdict.evidence().eValue()),
                    verdict.text().replace("\"", "\"\"")));
    terminal.out().flush();
  }

  private static String plain(double value) {
    return value >= 0.001 && value < 1e7
        ? String.format(Locale.ROOT, "%.4f", value).replaceFirst("\\.?0+$", "")
        : String.format(Locale.ROOT, "%.3e", Math.min(value, Double.MAX_VALUE));
  }
}
