// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputFormat;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.model.Configuration;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.Problem;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.Reading;
import dev.ballast.model.yaml.Severity;
import dev.ballast.model.yaml.Source;
import dev.ballast.promql.PromqlException;
import dev.ballast.promql.parse.Query;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ballast validate}: everything that is wrong with resource files, without a server. */
@Command(
    name = "validate",
    description = "Check resource files; no server is needed. Lists every problem with its place.",
    footer = {"", "Exit codes: 0 all is valid, 2 something is not."})
final class ValidateCommand implements Callable<Integer> {

  private static final String STANDARD_INPUT = "-";

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR|-",
      description = "YAML files, folders of them, or - for standard input.")
  private List<String> places = List.of();

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  ValidateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Reading reading = read();
    output.print(terminal, document(reading), () -> text(reading));
    if (output.format() == OutputFormat.TABLE) {
      reading.problems().forEach(problem -> terminal.err().println(line(problem)));
    }
    return reading.valid() ? Exit.OK : Exit.USAGE;
  }

  private Reading read() throws IOException {
    if (!places.contains(STANDARD_INPUT)) {
      return ConfigurationReader.read(places.stream().map(Path::of).toList(), queries());
    }
    if (places.size() > 1) {
      throw CommandFailure.usage("- (standard input) stands alone, without other files");
    }
    Source input = Source.of(STANDARD_INPUT, terminal.in().readAllBytes());
    return ConfigurationReader.readSources(List.of(input), queries());
  }

  /** Checks queries with the engine's own parser. */
  static QueryChecker queries() {
    return query -> {
      try {
        Query.parse(query);
        return Optional.empty();
      } catch (PromqlException e) {
        return Optional.of(e.describe());
      }
    };
  }

  private static String line(Problem problem) {
    return problem.severity() == Severity.ERROR
        ? problem.line()
        : problem.place() + ": " + severity(problem) + ": " + problem.text();
  }

  private String text(Reading reading) {
    long errors = reading.errors().size();
    if (errors > 0) {
      return "";
    }
    Configuration c = reading.configuration();
    long kept = kept(c);
    return "valid: "
        + count(c.services().size(), "service")
        + ", "
        + count(c.slos().size(), "SLO")
        + ", "
        + count(c.regions().size(), "region")
        + ", "
        + count(c.dataSources().size(), "data source")
        + canaries(c)
        + (kept == 0 ? "" : "; " + count((int) kept, "SLO") + " kept and not watched, or not all")
        + "\n";
  }

  private static String canaries(Configuration c) {
    int canaries = c.rollouts().canaries().size();
    return canaries == 0 ? "" : ", " + canaries + (canaries == 1 ? " canary" : " canaries");
  }

  private static long kept(Configuration c) {
    return c.definitions().values().stream().filter(slo -> !slo.unwatched().isEmpty()).count();
  }

  private static String count(int n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }

  private static ObjectNode document(Reading reading) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("valid", reading.valid());
    document.put("outcome", reading.outcome().name().toLowerCase(Locale.ROOT));
    Configuration c = reading.configuration();
    document.put("services", c.services().size());
    document.put("slos", c.slos().size());
    document.put("slos_not_watched", kept(c));
    document.put("regions", c.regions().size());
    document.put("data_sources", c.dataSources().size());
    document.put("canaries", c.rollouts().canaries().size());
    ArrayNode problems = document.putArray("problems");
    for (Problem problem : reading.problems()) {
      ObjectNode node = problems.addObject();
      node.put("file", problem.place().file());
      node.put("line", problem.place().line());
      node.put("column", problem.place().column());
      node.put("severity", severity(problem));
      node.put("code", problem.code());
      node.put("path", problem.path());
      node.put("text", problem.text());
    }
    return document;
  }

  private static String severity(Problem problem) {
    return problem.severity().name().toLowerCase(Locale.ROOT);
  }
}
