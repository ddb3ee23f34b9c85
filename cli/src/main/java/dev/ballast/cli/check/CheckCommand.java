// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.check;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.model.yaml.Nearest;
import dev.ballast.stats.consistency.Account;
import dev.ballast.stats.consistency.Accounting;
import dev.ballast.stats.consistency.Budget;
import dev.ballast.stats.consistency.Linearizability;
import dev.ballast.stats.consistency.Model;
import dev.ballast.stats.consistency.Verdict;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ballast check}: whether what clients of a store saw keeps its promises. */
@Command(
    name = "check",
    description = "Check a history of operations: linearizable, or nothing lost without a word?",
    footer = {
      "",
      "FILE has one JSON object a line: {\"process\",\"key\",\"op\",\"value\",\"result\",\"start\",",
      "\"end\",\"ok\"}, or Jepsen's events {\"type\",\"process\",\"f\",\"value\",\"time\"}. docs/check.md has",
      "the operations of each model. Exit codes: 0 it keeps them, 1 it does not, or nobody knows",
      "(\"verdict\":\"unknown\"), 2 lines that are wrong, each with its number."
    })
public final class CheckCommand implements Callable<Integer> {

  /** Offered on completion. */
  static final class ModelNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Subject.names().iterator();
    }
  }

  @Parameters(
      paramLabel = "FILE",
      description = "The history, gzip or not; - reads standard input.")
  private String file = "-";

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      completionCandidates = ModelNames.class,
      description = "What it should be: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private String model = "register";

  @Option(
      names = "--independent",
      description = "Values of events are [key, value], as jepsen.independent writes them.")
  private boolean independent;

  @Option(
      names = "--memory",
      paramLabel = "MIB",
      description =
          "Memory for the search before it gives a key up. Default: a quarter of the heap.")
  private long memory = Math.max(16, Runtime.getRuntime().maxMemory() >> 22);

  @Option(
      names = "--steps",
      paramLabel = "N",
      description =
          "Steps of the model for one key before it is given up. Default: ${DEFAULT-VALUE}.")
  private long steps = Budget.DEFAULT.steps();

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  public CheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Subject subject = subject();
    History history = HistoryReader.read(terminal, file, subject, independent);
    return switch (subject) {
      case Subject.Linear(Model promised) -> linear(promised, history);
      case Subject.Eventual eventual -> eventual(eventual, history);
    };
  }

  private Subject subject() {
    List<String> problems = new ArrayList<>();
    if (Subject.named(model).isEmpty()) {
      problems.add(
          "--model: "
              + model
              + " (expected: one of "
              + String.join(", ", Subject.names())
              + ")"
              + Nearest.to(model, Subject.names())
                  .map(near -> ". Did you mean " + near + "?")
                  .orElse(""));
    }
    if (memory < 1 || memory > 1 << 20) {
      problems.add("--memory: " + memory + " (expected: from 1 to " + (1 << 20) + ")");
    }
    if (steps < 1) {
      problems.add("--steps: " + steps + " (expected: at least 1)");
    }
    if (!problems.isEmpty()) {
      throw CommandFailure.usage(String.join("\n", problems));
    }
    return Subject.named(model).orElseThrow();
  }

  private int linear(Model promised, History history) {
    Budget budget = new Budget(memory << 20, steps);
    Verdict verdict = new Linearizability(promised, budget).check(history.operations());
    output.print(
        terminal,
        CheckDocument.of(file, model, history, verdict),
        () -> CheckText.of(model, history, verdict, terminal.style()));
    return verdict instanceof Verdict.Linearizable ? Exit.OK : Exit.BAD;
  }

  private int eventual(Subject.Eventual eventual, History history) {
    Account account = new Accounting(eventual.shape()).check(history.evidence());
    output.print(
        terminal,
        CheckDocument.of(file, model, history, account),
        () -> CheckText.of(model, history, account, terminal.style()));
    return account.complete() ? Exit.OK : Exit.BAD;
  }
}
