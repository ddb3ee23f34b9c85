// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

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
      description = "What is released, such as normal or critical_fix. Default: normal.")
  private String change = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  GateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      JsonNode decision = api.get("/api/v1/gate/" + Api.segment(service), Map.of("change", change));
      output.print(terminal, decision, () -> text(decision));
      return exitCode(decision.path("verdict").asString(""));
    }
  }

  private static int exitCode(String verdict) {
    return switch (verdict) {
      case "ALLOW" -> Exit.OK;
      case "ALLOW_SLOWER" -> Exit.GATE_SLOWER;
      case "DENY" -> Exit.GATE_DENIED;
      default -> Exit.GATE_NO_DATA;
    };
  }

  private String text(JsonNode decision) {
    String verdict = decision.path("verdict").asString("");
    String answer =
        switch (verdict) {
          case "ALLOW" -> terminal.style().health("HEALTHY", "Yes.");
          case "ALLOW_SLOWER" -> terminal.style().health("DEGRADED", "Yes, slower.");
          case "DENY" -> terminal.style().health("UNHEALTHY", "No.");
          default -> "No data, so no answer.";
        };
    StringBuilder text = new StringBuilder();
    text.append(answer).append(" Release of ").append(service).append(": ");
    text.append(strategy(decision)).append('\n');
    decision.path("reasons").forEach(r -> text.append("  · ").append(r.asString()).append('\n'));
    return text.toString();
  }

  private static String strategy(JsonNode decision) {
    JsonNode node = decision.path("strategy");
    JsonNode plan = node.isObject() ? node : decision;
    String name = node.isObject() ? node.path("name").asString("") : node.asString("");
    StringBuilder text =
        new StringBuilder(name.toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
    if (!plan.path("weights").isEmpty()) {
      StringBuilder steps = new StringBuilder();
      plan.path("weights")
          .forEach(w -> steps.append(steps.isEmpty() ? "" : " → ").append(w.asInt()).append(" %"));
      text.append(", canary ").append(steps);
    }
    if (plan.path("speed").isString()) {
      text.append(", ").append(plan.path("speed").asString());
    }
    return text.toString();
  }
}
