// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Installation;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ballast version}. */
@Command(name = "version", description = "Print the version, the commit and the JVM.")
final class VersionCommand implements Callable<Integer> {

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;
  private final Installation installation;

  VersionCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  @Override
  public Integer call() {
    String java = Runtime.version().toString();
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("version", installation.version());
    document.put("commit", installation.commit());
    document.put("java", java);
    output.print(
        terminal,
        document,
        () ->
            "ballast "
                + installation.version()
                + (installation.commit().isEmpty() ? "" : " (" + installation.commit() + ")")
                + ", Java "
                + java
                + "\n");
    return Exit.OK;
  }
}
