// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.rollout;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What a person decides about a rollout: {@code ballast rollout abort} and its siblings. */
@Command
final class RolloutDecision implements Callable<Integer> {

  /** What can be decided. */
  enum Verb {
    PAUSE("Keep the weight; checks go on, and so does rolling back."),
    RESUME("Let the weight grow again."),
    PROMOTE("On to the new version, past gates and further checks."),
    ABORT("Back to the old version at once, whatever is open."),
    DELETE("Let the canary go: its traffic goes back to the primary.");

    private final String description;

    Verb(String description) {
      this.description = description;
    }

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  @Parameters(
      paramLabel = "NAME",
      description = "NAME, where one namespace has it, or NAMESPACE/NAME.")
  private String name = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;
  private final Verb verb;

  private RolloutDecision(Terminal terminal, Verb verb) {
    this.terminal = terminal;
    this.verb = verb;
  }

  static CommandLine commandLine(Terminal terminal, Verb verb) {
    CommandLine command = new CommandLine(new RolloutDecision(terminal, verb));
    command.getCommandSpec().name(verb.word()).usageMessage().description(verb.description);
    return command;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      String path = RolloutPath.find(api, name);
      JsonNode after =
          verb == Verb.DELETE ? api.delete(path) : api.post(path + "/" + verb.word(), Map.of());
      String note = after.path("note").asString("");
      output.print(
          terminal,
          after,
          () ->
              (note.isEmpty() ? "" : "Nothing was done: " + note + ".\n")
                  + RolloutText.one(after, terminal.style()));
      return Exit.OK;
    }
  }
}
