// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import java.util.Map;
import java.util.concurrent.Callable;
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
      "Exit codes: 0 allowed, 10 allowed with a slower plan, 20 denied, 30 no data.",
      "In a pipeline: ballast gate payments && deploy"
    })
final class GateCommand implements Callable<Integer> {

  @Parameters(paramLabel = "SERVICE", description = "The service's name.")
  private String service = "";

  @Option(
      names = "--change",
      paramLabel = "CLASS",
      description = "What is released: normal or critical_fix. Default: normal.")
  private String change = "";

  @Option(
      names = "--peek",
      description = "Only look: the decision is not kept as an event, and a viewer may ask.")
  private boolean peek;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  GateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      String path = "/api/v1/gate/" + Api.segment(service);
      Map<String, String> parameters = Map.of("change_class", change);
      JsonNode decision = peek ? api.get(path, parameters) : api.post(path, parameters);
      output.print(terminal, decision, () -> text(decision));
      return exitCode(decision.path("verdict").asString(""));
    }
  }

  private static int exitCode(String verdict) {
    return switch (verdict) {
      case "allow" -> Exit.OK;
      case "allow_slower" -> Exit.GATE_SLOWER;
      case "deny" -> Exit.GATE_DENIED;
      default -> Exit.GATE_NO_DATA;
    };
  }

  private String text(JsonNode decision) {
    String verdict = decision.path("verdict").asString("");
    String answer =
        switch (verdict) {
          case "allow" -> terminal.style().health("HEALTHY", "Yes.");
          case "allow_slower" -> terminal.style().health("DEGRADED", "Yes, slower.");
          case "deny" -> terminal.style().health("UNHEALTHY", "No.");
          default -> "No data, so no answer.";
        };
    StringBuilder text = new StringBuilder();
    text.append(answer).append(' ').append(service);
    if (verdict.startsWith("allow")) {
      text.append(": ").append(plan(decision));
    }
    text.append('\n');
    for (JsonNode reason : decision.path("reasons")) {
      String lines = String.join("\n    ", Table.wrap(reason.asString(), Terminal.WIDTH - 4));
      text.append("  · ").append(lines).append('\n');
    }
    return text.toString();
  }

  private static String plan(JsonNode decision) {
    StringBuilder steps = new StringBuilder();
    decision
        .path("plan")
        .path("weights")
        .forEach(w -> steps.append(steps.isEmpty() ? "" : " → ").append(w.asInt()).append(" %"));
    return decision.path("strategy").asString("").replace('_', ' ')
        + ", canary "
        + steps
        + ", "
        + decision.path("plan").path("speed").asString("");
  }
}
