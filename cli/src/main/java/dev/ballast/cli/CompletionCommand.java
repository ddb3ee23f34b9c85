// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Installation;
import dev.ballast.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ballast completion}. */
@Command(
    name = "completion",
    description = "Print the completion script for a shell.",
    footer = {
      "",
      "bash: source <(ballast completion bash)",
      "zsh:  autoload -U +X bashcompinit && bashcompinit; source <(ballast completion zsh)"
    })
final class CompletionCommand implements Callable<Integer> {

  /** Shells that the one script serves; zsh through its bashcompinit. */
  enum Shell {
    bash,
    zsh
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "SHELL",
      description = "One of: ${COMPLETION-CANDIDATES}. Default: bash.")
  private Shell shell = Shell.bash;

  private final Terminal terminal;
  private final Installation installation;

  CompletionCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  @Override
  public Integer call() {
    CommandLine root = Ballast.commandLine(terminal, installation);
    String script = AutoComplete.bash("ballast", root);
    terminal
        .out()
        .print(
            shell == Shell.zsh ? "autoload -U +X bashcompinit && bashcompinit\n" + script : script);
    return Exit.OK;
  }
}
