// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.heal;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code ballast heal resume}. */
@Command(name = "resume", description = "Let healing go on; whatever is sick is looked at anew.")
final class HealResumeCommand implements Callable<Integer> {

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
  private String reason = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  HealResumeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      JsonNode answer = api.post(HealCommand.ALL + "/resume", Map.of("reason", reason));
      output.print(terminal, answer, () -> HealText.stop(answer));
      return answer.path("on").asBoolean(false) ? Exit.BAD : Exit.OK;
    }
  }
}
