// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.scorecard;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** {@code ballast scorecard}: how often the cause was found, here and on labelled incidents. */
@Command(
    name = "scorecard",
    description = "How often the diagnosis was right, here and on labelled incidents.",
    footer = {
      "",
      "Your own: ballast incident confirm INC-7 --cause database",
      "Labelled ones: ballast eval diagnose DIR --save"
    })
public final class ScorecardCommand implements Callable<Integer> {

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  public ScorecardCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      JsonNode answer = api.get("/api/v1/scorecard");
      output.print(terminal, answer, () -> ScorecardText.of(answer, terminal.style()));
      return Exit.OK;
    }
  }
}
