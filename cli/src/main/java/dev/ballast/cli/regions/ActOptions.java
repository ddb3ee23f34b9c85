// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.regions;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What is given to a command that changes regions. Without {@code --yes} nothing is done. */
final class ActOptions {

  @Parameters(paramLabel = "REGION", description = "As ballast regions status names it.")
  private String region = "";

  @Option(names = "--yes", description = "Do it. Without, the rules are asked and nothing is done.")
  private boolean yes;

  @Option(
      names = "--losing",
      paramLabel = "N",
      description = "Agree to the loss of up to N acknowledged writes.")
  private @Nullable Long losing;

  @Option(
      names = "--break-glass",
      paramLabel = "REASON",
      description = "Go on against the rules; your name and the reason are told to everybody.")
  private String reason = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  int act(String wish, Terminal terminal) {
    if (losing != null && losing < 0) {
      throw CommandFailure.usage("--losing: %d (expected: 0 writes or more)".formatted(losing));
    }
    Map<String, String> parameters = new HashMap<>();
    parameters.put("losing", losing == null ? "" : losing.toString());
    parameters.put("break_glass", reason);
    String path = RegionsStatusCommand.ALL + "/" + Api.segment(region) + "/" + wish;
    try (Api api = server.connect(terminal)) {
      parameters.put("dry_run", "true");
      JsonNode answer = api.post(path, parameters);
      boolean allowed = answer.path("allowed").asBoolean(false);
      if (yes && allowed) {
        parameters.remove("dry_run");
        answer = api.post(path, parameters);
        allowed = answer.path("begun").asBoolean(false);
      }
      JsonNode shown = answer;
      output.print(
          terminal,
          shown,
          () ->
              RegionsText.readiness(shown, terminal.style())
                  + RegionsText.next(shown, yes, wish, region));
      return allowed ? Exit.OK : Exit.BAD;
    }
  }
}
