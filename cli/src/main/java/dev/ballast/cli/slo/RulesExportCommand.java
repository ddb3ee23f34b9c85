// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.slo;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.DurationConverter;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputFormat;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.control.slo.rules.PrometheusDuration;
import dev.ballast.control.slo.rules.Rule;
import dev.ballast.control.slo.rules.RuleExport;
import dev.ballast.control.slo.rules.RuleGroup;
import dev.ballast.control.slo.rules.RuleOptions;
import dev.ballast.model.sloth.AlertWindows;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.Problem;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.ReaderOptions;
import dev.ballast.model.yaml.References;
import dev.ballast.model.yaml.RuleReading;
import dev.ballast.model.yaml.Severity;
import dev.ballast.model.yaml.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ballast rules export}: recording and alerting rules as Sloth writes them. */
@Command(
    name = "export",
    description = {
      "Write recording and alerting rules for SLOs of OpenSLO, Sloth and Pyrra, as Sloth does.",
      "What no rules can be written for is said on standard error."
    },
    footer = {
      "",
      "Exit codes: 0 written, 1 an SLO has no rules or promtool refuses them, 2 something is not"
          + " valid, 3 --check without a promtool."
    })
final class RulesExportCommand implements Callable<Integer> {

  private static final String STANDARD_INPUT = "-";
  private static final Pattern LABEL = Pattern.compile("(?!__)[a-zA-Z_][a-zA-Z0-9_]*");

  /** Rules need no services and data sources, which may be elsewhere. */
  private static final ReaderOptions ALONE =
      ReaderOptions.DEFAULT.withReferences(References.INLINED);

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR|-",
      description = "YAML files, folders of them, or - for standard input.")
  private List<String> places = List.of();

  @Option(
      names = "--period",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Window of SLOs whose format leaves it open (Sloth's). Default: 30d.")
  private Duration period = RuleOptions.DEFAULT.period();

  @Option(
      names = "--windows",
      paramLabel = "FILE",
      description = "Alert windows of your own: resources of kind AlertWindows.")
  private List<Path> windows = List.of();

  @Option(
      names = "--extra-label",
      paramLabel = "NAME=VALUE",
      description = "A label for every recorded series; may be repeated.")
  private Map<String, String> extraLabels = Map.of();

  @Option(
      names = "--exact",
      description = {
        "Weigh every event once in the ratio over the whole window.",
        "Sloth's ratio is the mean of five-minute ratios, in which a quiet night weighs as much as "
            + "a busy day."
      })
  private boolean exact;

  @Option(names = "--no-recordings", description = "Leave the recording rules out.")
  private boolean noRecordings;

  @Option(names = "--no-alerts", description = "Leave the alerts out.")
  private boolean noAlerts;

  @Option(names = "--check", description = "Have promtool check the rules too.")
  private boolean check;

  @Option(
      names = "--promtool",
      paramLabel = "FILE",
      description = "The promtool to check with. Default: promtool.")
  private String promtool = "promtool";

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;
  private final QueryChecker queries;

  RulesExportCommand(Terminal terminal, QueryChecker queries) {
    this.terminal = terminal;
    this.queries = queries;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    refuseWrongOptions();
    var reading = read();
    var own =
        windows.isEmpty()
            ? List.<AlertWindows>of()
            : valid(ConfigurationReader.readRules(windows, ALONE, queries)).windows();
    var known =
        Stream.of(own, reading.windows(), AlertWindows.BUILT_IN).flatMap(List::stream).toList();
    var options =
        RuleOptions.DEFAULT
            .withPeriod(period)
            .withWindows(known)
            .withExtraLabels(new TreeMap<>(extraLabels))
            .withParts(!noRecordings, !noAlerts)
            .withExact(exact);
    var export = RuleExport.of(reading.sloth(), reading.definitions(), options);
    export
        .omitted()
        .forEach(one -> terminal.err().println("no rules for " + one.slo() + ": " + one.why()));
    export.notes().forEach(one -> terminal.err().println(one.slo() + ": " + one.why()));
    if (output.format() == OutputFormat.JSON) {
      output.print(terminal, document(export), () -> "");
    } else {
      terminal.out().print(RuleYaml.write(export));
      terminal.out().flush();
    }
    int written = export.omitted().isEmpty() ? Exit.OK : Exit.BAD;
    return check ? Math.max(written, checked(export)) : written;
  }

  private void refuseWrongOptions() {
    var problems = new ArrayList<String>();
    if (!period.isPositive()) {
      problems.add("--period: 0s (expected: above 0, as 30d)");
    }
    extraLabels.keySet().stream()
        .filter(label -> !LABEL.matcher(label).matches())
        .forEach(
            label ->
                problems.add(
                    "--extra-label: '%s' (expected: letters, digits and _, not a digit or __ first)"
                        .formatted(label)));
    if (!problems.isEmpty()) {
      throw CommandFailure.usage(String.join("\n", problems));
    }
  }

  private RuleReading read() throws IOException {
    if (!places.contains(STANDARD_INPUT)) {
      var paths = places.stream().map(Path::of).toList();
      return valid(ConfigurationReader.readRules(paths, ALONE, queries));
    }
    if (places.size() > 1) {
      throw CommandFailure.usage("- (standard input) stands alone, without other files");
    }
    var input = Source.of(STANDARD_INPUT, terminal.in().readAllBytes());
    return valid(ConfigurationReader.readRules(List.of(input), queries, ALONE));
  }

  private RuleReading valid(RuleReading reading) {
    var lines = new ArrayList<String>();
    reading.errors().forEach(problem -> lines.add(problem.line()));
    if (!lines.isEmpty()) {
      throw CommandFailure.usage(String.join("\n", lines));
    }
    reading.problems().stream()
        .filter(problem -> problem.severity() == Severity.WARNING)
        .map(Problem::line)
        .forEach(terminal.err()::println);
    return reading;
  }

  private int checked(RuleExport export) throws IOException, InterruptedException {
    var answer = Promtool.check(promtool, RuleYaml.plain(export));
    terminal.err().println(answer.text());
    if (!answer.ran()) {
      return Exit.UNREACHABLE;
    }
    return answer.refused() ? Exit.BAD : Exit.OK;
  }

  private static ObjectNode document(RuleExport export) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ArrayNode groups = document.putArray("groups");
    for (RuleExport.Document part : export.documents()) {
      for (RuleGroup group : part.groups()) {
        ObjectNode node = groups.addObject().put("name", group.name());
        ArrayNode rules = node.putArray("rules");
        group.rules().forEach(rule -> put(rules.addObject(), rule));
      }
    }
    ArrayNode omitted = document.putArray("omitted");
    export.omitted().forEach(o -> omitted.addObject().put("slo", o.slo()).put("why", o.why()));
    ArrayNode notes = document.putArray("notes");
    export.notes().forEach(o -> notes.addObject().put("slo", o.slo()).put("why", o.why()));
    return document;
  }

  private static void put(ObjectNode node, Rule rule) {
    node.put(rule instanceof Rule.Recording ? "record" : "alert", rule.name());
    node.put("expr", rule.expr());
    if (rule instanceof Rule.Alerting alert && !alert.after().isZero()) {
      node.put("for", PrometheusDuration.of(alert.after()));
    }
    ObjectNode labels = node.putObject("labels");
    rule.labels().forEach(labels::put);
    if (rule instanceof Rule.Alerting alert) {
      ObjectNode annotations = node.putObject("annotations");
      alert.annotations().forEach(annotations::put);
    }
  }
}
