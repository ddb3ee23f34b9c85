// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.gameday;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Installation;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.control.findings.trial.FindingTrials;
import dev.ballast.control.findings.trial.FindingTrials.Report;
import dev.ballast.control.findings.trial.FindingTrials.Score;
import dev.ballast.stats.sequential.Wilson;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ballast eval findings}: whether the formulas find what is there, and nothing else. */
@Command(
    name = "findings",
    description = "Measure the formulas of findings on simulated runs with planted defects.",
    footer = {
      "",
      "Each run is made request by request and measured every five seconds. What really was is",
      "known from the mechanism that made it: MISSED are runs in which an objective was missed,",
      "planted there or as a consequence of something else. VALUE counts numbers within a sample",
      "or a second of what really was. The same seed gives the same numbers.",
      "Exit codes: 0 at least 95 %% of what was missed is found and at most 2 %% of what was not, 1",
      "else, 2 wrong input."
    })
public final class EvalFindingsCommand implements Callable<Integer> {

  private static final int MOST = 2000;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description =
          "Runs with each of the 25 defects, and ten times as many without. Default:"
              + " ${DEFAULT-VALUE}.")
  private int runs = 20;

  @Option(names = "--seed", paramLabel = "S", description = "Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;
  private final Installation installation;

  public EvalFindingsCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  @Override
  public Integer call() {
    if (runs < 1 || runs > MOST) {
      throw CommandFailure.usage("--runs: %d (expected: 1 to %d)".formatted(runs, MOST));
    }
    int all = runs * 35;
    Report report =
        FindingTrials.run(
            runs, seed, done -> terminal.progress("findings: %d of %d runs".formatted(done, all)));
    output.print(terminal, document(report), () -> text(report));
    return report.passed() ? Exit.OK : Exit.BAD;
  }

  private String text(Report report) {
    Table table =
        Table.of(
            ">#",
            "FORMULA",
            ">PLANTED",
            ">MISSED",
            ">FOUND",
            ">95 %",
            ">FINE",
            ">FALSE",
            ">95 %",
            ">VALUE");
    for (Score s : report.scores()) {
      table.row(
          Integer.toString(s.formula()),
          s.id(),
          "%d of %d".formatted(s.plantedFound(), s.planted()),
          Long.toString(s.bad()),
          Long.toString(s.badFound()),
          interval(s.badFound(), s.bad()),
          Long.toString(s.good()),
          Long.toString(s.falseFound()),
          interval(s.falseFound(), s.good()),
          s.compared() == 0 ? "-" : "%d of %d".formatted(s.near(), s.compared()));
    }
    return table.render(terminal.style())
        + "\nWithout any defect: %d runs, %d of them with a finding (%s).\n"
            .formatted(
                report.clean(),
                report.cleanWithFindings(),
                interval(report.cleanWithFindings(), report.clean()));
  }

  private static String interval(long hits, long of) {
    if (of == 0) {
      return "-";
    }
    Wilson bounds = Wilson.of(hits, of);
    return String.format(Locale.ROOT, "%.1f–%.1f %%", 100 * bounds.low(), 100 * bounds.high());
  }

  private ObjectNode document(Report report) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("suite", "findings").put("seed", seed).put("runs", runs);
    document.put("commit", installation.commit());
    ArrayNode formulas = document.putArray("formulas");
    for (Score s : report.scores()) {
      ObjectNode one = formulas.addObject();
      one.put("formula", s.formula()).put("id", s.id());
      one.put("planted", s.planted()).put("planted_found", s.plantedFound());
      share(one, "recall", s.badFound(), s.bad());
      share(one, "false", s.falseFound(), s.good());
      one.put("values", s.compared()).put("values_near", s.near());
    }
    share(document, "clean_with_findings", report.cleanWithFindings(), report.clean());
    document.put("ok", report.passed());
    return document;
  }

  private static void share(ObjectNode into, String name, long hits, long of) {
    into.put(name + "_count", hits).put(name + "_of", of);
    if (of == 0) {
      into.putNull(name).putNull(name + "_low").putNull(name + "_high");
      return;
    }
    Wilson bounds = Wilson.of(hits, of);
    into.put(name, hits / (double) of);
    into.put(name + "_low", bounds.low()).put(name + "_high", bounds.high());
  }
}
