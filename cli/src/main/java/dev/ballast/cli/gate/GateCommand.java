// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.gate;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Yaml;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ballast gate}: may this service be released now, and how fast. */
@Command(
    name = "gate",
    description = "May SERVICE be released now, and how fast? Its error budget decides.",
    footer = {
      "",
      "Exit codes: 0 allowed, 10 allowed with a slower plan, 20 denied, 30 no data,",
      "2 usage or unknown service, 3 no server.",
      "In a pipeline: ballast gate payments && deploy",
      "As variables: ballast gate payments -o dotenv > gate.env"
    })
public final class GateCommand implements Callable<Integer> {

  @Parameters(paramLabel = "SERVICE", description = "The service's name.")
  private String service = "";

  @Option(
      names = {"--change-class", "--change"},
      paramLabel = "CLASS",
      description = "What is released: normal or critical-fix. Default: normal.")
  private String change = "";

  @Option(
      names = "--watched-by",
      paramLabel = "NAME",
      description = "Who watches a critical fix from the first step to the last.")
  private String watcher = "";

  @Option(
      names = "--peek",
      description = "Only look: the decision is not kept as an event, and a viewer may ask.")
  private boolean peek;

  @Option(
      names = "--github-summary",
      description = "Also add the decision in Markdown to the file that GITHUB_STEP_SUMMARY names.")
  private boolean summary;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "How to print the answer: ${COMPLETION-CANDIDATES}. Default: table.")
  private GateFormat format = GateFormat.TABLE;

  @Mixin private final ServerOptions server = new ServerOptions();

  private final Terminal terminal;

  public GateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Path file = summary ? StepSummary.file(terminal) : null;
    try (Api api = server.connect(terminal)) {
      String path = "/api/v1/gate/" + Api.segment(service);
      Map<String, String> parameters = new LinkedHashMap<>();
      parameters.put("change_class", change);
      parameters.put("watched_by", watcher);
      JsonNode document = peek ? api.get(path, parameters) : api.post(path, parameters);
      return tell(document, Decision.of(document), file);
    }
  }

  private int tell(JsonNode document, Decision decision, @Nullable Path file) {
    switch (format) {
      case TABLE -> terminal.out().print(text(decision));
      case JSON -> terminal.out().println(document);
      case YAML -> terminal.out().print(Yaml.write(document));
      case JUNIT -> terminal.out().print(JunitReport.of(decision));
      case MARKDOWN -> terminal.out().print(MarkdownReport.of(decision));
      case DOTENV -> terminal.out().print(DotenvReport.of(decision));
    }
    terminal.out().flush();
    if (file != null) {
      StepSummary.append(file, MarkdownReport.of(decision));
    }
    return decision.exitCode();
  }

  private String text(Decision decision) {
    String answer = decision.answer();
    StringBuilder text = new StringBuilder();
    text.append(
            switch (decision.verdict()) {
              case "allow" -> terminal.style().health("HEALTHY", answer);
              case "allow_slower" -> terminal.style().health("DEGRADED", answer);
              case "deny" -> terminal.style().health("UNHEALTHY", answer);
              default -> answer;
            })
        .append(' ')
        .append(service);
    if (decision.isAllowed()) {
      text.append(": ").append(decision.plan());
    }
    text.append('\n');
    for (String reason : decision.reasons()) {
      String lines = String.join("\n    ", Table.wrap(reason, Terminal.WIDTH - 4));
      text.append("  · ").append(lines).append('\n');
    }
    return text.toString();
  }
}
