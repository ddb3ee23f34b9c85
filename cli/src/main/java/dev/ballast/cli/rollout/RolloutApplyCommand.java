// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.rollout;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ballast rollout apply}: look after a canary from now on. */
@Command(
    name = "apply",
    description = "Look after a Flagger Canary: new versions of its target are rolled out by it.",
    footer = {
      "",
      "The file may hold the MetricTemplates and AlertProviders that the Canary refers to.",
      "A rollout begins when a version is deployed beside the one in use."
    })
final class RolloutApplyCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "One Canary in YAML.")
  private Path file = Path.of("");

  @Option(names = "--dry-run", description = "Only say what is wrong with it; change nothing.")
  private boolean dryRun;

  @Option(names = "--wait", description = "Follow the next rollout to its end, as watch does.")
  private boolean wait;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  RolloutApplyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    String text = read();
    try (Api api = server.connect(terminal)) {
      JsonNode applied =
          api.postText(
              RolloutPath.ALL,
              Map.of("dry_run", Boolean.toString(dryRun), "file", file.toString()),
              text);
      if (wait && !dryRun) {
        return new Following(terminal, api, RolloutPath.of(applied)).toTheEnd(output);
      }
      output.print(
          terminal,
          applied,
          () -> (dryRun ? dryRun(applied) : "") + RolloutText.one(applied, terminal.style()));
      return Exit.OK;
    }
  }

  /** What it is about may not be there yet; that is no mistake, but to be known first. */
  private static String dryRun(JsonNode applied) {
    String trouble = applied.path("trouble").asString("");
    return trouble.isEmpty()
        ? "Valid; nothing was changed.\n"
        : "Valid, but it would not run now: " + trouble + "\nNothing was changed.\n";
  }

  private String read() {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw CommandFailure.usage("FILE: " + file + " is not UTF-8 (expected: YAML)");
    } catch (IOException e) {
      throw CommandFailure.usage("FILE: " + file + ": cannot be read (expected: a YAML file)");
    }
  }
}
