// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.rollout;

import dev.ballast.cli.rollout.KayentaCases.Outcome;
import dev.ballast.cli.rollout.KayentaCases.Suite;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Installation;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ballast eval kayenta}: Kayenta's own test cases. */
@Command(
    name = "kayenta",
    description = "Run Kayenta's test cases, as JSON, on our version of its judge.",
    footer = {"", "Exit codes: 0 every case passes, 1 one fails, 2 no cases are there."})
public final class EvalKayentaCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "A folder with classifier-cases.json and others.")
  private Path directory = Path.of(".");

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;
  private final Installation installation;

  public EvalKayentaCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  @Override
  public Integer call() {
    List<Suite> suites = KayentaCases.run(directory);
    output.print(terminal, document(suites), () -> text(suites, terminal.style()));
    return failed(suites) == 0 ? Exit.OK : Exit.BAD;
  }

  private static long cases(List<Suite> suites) {
    return suites.stream().mapToLong(suite -> suite.outcomes().size()).sum();
  }

  private static long failed(List<Suite> suites) {
    return cases(suites) - suites.stream().mapToLong(Suite::passed).sum();
  }

  private ObjectNode document(List<Suite> suites) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("suite", "kayenta");
    document.put("directory", directory.toString());
    document.putNull("seed");
    document.put("commit", installation.commit());
    ObjectNode totals = document.putObject("totals");
    totals.put("cases", cases(suites));
    totals.put("passed", cases(suites) - failed(suites));
    totals.put("failed", failed(suites));
    totals.put("excluded", 0);
    ArrayNode files = document.putArray("files");
    for (Suite suite : suites) {
      ObjectNode file = files.addObject();
      file.put("file", suite.file());
      file.put("cases", suite.outcomes().size());
      file.put("passed", suite.passed());
      file.put("failed", suite.outcomes().size() - suite.passed());
      ArrayNode failures = file.putArray("failures");
      for (Outcome outcome : suite.outcomes()) {
        if (!outcome.problem().isEmpty()) {
          failures.addObject().put("case", outcome.name()).put("text", outcome.problem());
        }
      }
    }
    return document;
  }

  private static String text(List<Suite> suites, Style style) {
    Table table = Table.of("FILE", ">CASES", ">PASSED");
    StringBuilder failures = new StringBuilder();
    for (Suite suite : suites) {
      table.row(suite.file(), "" + suite.outcomes().size(), "" + suite.passed());
      for (Outcome outcome : suite.outcomes()) {
        if (!outcome.problem().isEmpty()) {
          failures.append("failed: ").append(outcome.name()).append(": ").append(outcome.problem());
          failures.append('\n');
        }
      }
    }
    long cases = cases(suites);
    return table.render(style)
        + failures
        + "%d of %d cases pass\n".formatted(cases - failed(suites), cases);
  }
}
