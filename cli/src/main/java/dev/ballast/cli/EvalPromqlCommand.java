// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Installation;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.promql.conformance.PromqlSuite;
import dev.ballast.promql.conformance.SuiteReport;
import dev.ballast.promql.conformance.SuiteReport.FileReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ballast eval promql}: Prometheus' own conformance scripts. */
@Command(
    name = "promql",
    description = "Run the promqltest scripts (*.test) of a folder.",
    footer = {"", "Exit codes: 0 every case that counts passed, 1 one failed."})
final class EvalPromqlCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "A folder of *.test scripts.")
  private Path directory = Path.of(".");

  @Option(names = "--show-excluded", description = "List every excluded case with its rule.")
  private boolean showExcluded;

  @Option(names = "--show-failed", description = "List every failed case.")
  private boolean showFailed;

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;
  private final Installation installation;

  EvalPromqlCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  @Override
  public Integer call() throws IOException {
    if (!Files.isDirectory(directory)) {
      throw CommandFailure.usage("DIR: " + directory + " (expected: a folder)");
    }
    SuiteReport report = PromqlSuite.run(directory);
    if (report.files().isEmpty()) {
      throw CommandFailure.usage("DIR: " + directory + " (expected: *.test files in it)");
    }
    output.print(terminal, document(report), () -> text(report, terminal.style()));
    return report.failed() == 0 ? Exit.OK : Exit.BAD;
  }

  private ObjectNode document(SuiteReport report) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("suite", "promql");
    document.put("directory", report.directory());
    document.putNull("seed");
    document.put("commit", installation.commit());
    ObjectNode totals = document.putObject("totals");
    totals.put("cases", report.cases());
    totals.put("passed", report.passed());
    totals.put("failed", report.failed());
    totals.put("excluded", report.excluded());
    ArrayNode rules = document.putArray("rules");
    for (SuiteReport.Rule rule : SuiteReport.Rule.values()) {
      rules.addObject().put("rule", name(rule)).put("text", rule.text());
    }
    ArrayNode files = document.putArray("files");
    report.files().forEach(file -> write(files.addObject(), file));
    return document;
  }

  private void write(ObjectNode node, FileReport file) {
    node.put("file", file.file());
    node.put("cases", file.cases());
    node.put("passed", file.passed());
    node.put("failed", file.failed());
    node.put("excluded", file.excluded());
    node.put("excluded_passing", file.excludedPassing());
    ArrayNode failures = node.putArray("failures");
    for (SuiteReport.Failure failure : file.failures()) {
      ObjectNode one = failures.addObject();
      one.put("line", failure.line());
      one.put("query", failure.query());
      one.put("expected", failure.expected());
      one.put("actual", failure.actual());
    }
    if (showExcluded) {
      ArrayNode exclusions = node.putArray("exclusions");
      for (SuiteReport.Exclusion exclusion : file.exclusions()) {
        ObjectNode one = exclusions.addObject();
        one.put("line", exclusion.line());
        one.put("query", exclusion.query());
        one.put("rule", name(exclusion.rule()));
        one.put("reason", exclusion.reason());
        one.put("passes", exclusion.passes());
      }
    }
  }

  private String text(SuiteReport report, Style style) {
    Table table = Table.of(">CASES", ">PASSED", ">FAILED", ">EXCLUDED", ">PASS RATE", "FILE");
    report
        .files()
        .forEach(f -> row(table, f.cases(), f.passed(), f.failed(), f.excluded(), f.file()));
    row(table, report.cases(), report.passed(), report.failed(), report.excluded(), "all");
    StringBuilder text = new StringBuilder(table.render(style));
    if (showFailed) {
      report.files().forEach(file -> appendFailures(text, file));
    }
    if (showExcluded) {
      report.files().forEach(file -> appendExclusions(text, file));
    }
    text.append("\nA case is excluded only by one of these rules:\n");
    for (SuiteReport.Rule rule : SuiteReport.Rule.values()) {
      text.append("  ").append(name(rule)).append(": ").append(rule.text()).append('\n');
    }
    return text.toString();
  }

  private static void row(
      Table table, int cases, int passed, int failed, int excluded, String file) {
    int counted = cases - excluded;
    String rate =
        counted == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * passed / counted);
    table.row("" + cases, "" + passed, "" + failed, "" + excluded, rate, file);
  }

  private static void appendFailures(StringBuilder text, FileReport file) {
    for (SuiteReport.Failure failure : file.failures()) {
      text.append(
          "\nfailed %s:%d: %s\n  expected: %s\n  actual:   %s\n"
              .formatted(
                  file.file(),
                  failure.line(),
                  failure.query(),
                  failure.expected(),
                  failure.actual()));
    }
  }

  private static void appendExclusions(StringBuilder text, FileReport file) {
    for (SuiteReport.Exclusion exclusion : file.exclusions()) {
      text.append(
          "\nexcluded %s:%d: %s\n  %s: %s%s"
              .formatted(
                  file.file(),
                  exclusion.line(),
                  exclusion.query(),
                  name(exclusion.rule()),
                  exclusion.reason(),
                  exclusion.passes() ? " (it passes all the same)" : ""));
    }
    if (!file.exclusions().isEmpty()) {
      text.append('\n');
    }
  }

  private static String name(SuiteReport.Rule rule) {
    return rule.name().toLowerCase(Locale.ROOT);
  }
}
