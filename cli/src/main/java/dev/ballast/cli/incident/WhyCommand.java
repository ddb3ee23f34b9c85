// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.incident;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ballast why}: what is wrong, why, who is hurt and what to do, in plain words. */
@Command(
    name = "why",
    description = "What is wrong, why, who is hurt and what to do, in plain words.",
    footer = {
      "",
      "Numbers in brackets are evidence: ballast incident evidence INCIDENT",
      "Exit codes: 0 answered, 2 the subject is not known."
    })
public final class WhyCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "INCIDENT|SERVICE|ALERT",
      description = "An incident's id, a service, or an alert's name. Default: all that is open.")
  private String subject = "";

  @Option(names = "--region", paramLabel = "NAME", description = "Of a service, only there.")
  private String region = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  public WhyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("subject", subject);
    parameters.put("region", region);
    try (Api api = server.connect(terminal)) {
      JsonNode answer = api.get("/api/v1/why", parameters);
      output.print(terminal, answer, () -> IncidentText.why(answer, terminal.style()));
      return Exit.OK;
    }
  }
}
