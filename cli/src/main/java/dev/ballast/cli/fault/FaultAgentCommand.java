// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.fault;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Installation;
import dev.ballast.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ballast fault agent}: does faults to this host, until Ctrl-C. A program of its own with a
 * class path of its own, like the mesh.
 */
@Command(
    name = "agent",
    description = "Do faults to this host when told to, until Ctrl-C.",
    footer = {
      "",
      "The file holds a resource of kind FaultAgent, see docs/configuration/fault-agent.md. Ctrl-C"
          + " heals",
      "everything first; what it could not heal when it was killed, its watchdog does."
    })
final class FaultAgentCommand implements Callable<Integer> {

  private static final String MAIN = "dev.ballast.faults.Main";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "What faults can be done to.")
  private Path config = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Which FaultAgent of the file this is, when there are several.")
  private String name = "";

  private final Terminal terminal;
  private final Installation installation;

  FaultAgentCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  @Override
  public Integer call() throws InterruptedException {
    Process agent = start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(agent), "agent-stop"));
    int code = agent.waitFor();
    return code > 128 ? Exit.INTERRUPTED : code;
  }

  private Process start() {
    Path lib = installation.faultsLib();
    if (!Files.isDirectory(lib)) {
      throw CommandFailure.unreachable(
          lib
              + ": not found (expected: the fault agent's jars). Fix: build it, or start ./ballast");
    }
    List<String> command = new ArrayList<>();
    command.add(installation.java().toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xmx128m",
            "-cp",
            lib + "/*",
            MAIN,
            "agent",
            config.toString()));
    if (!name.isEmpty()) {
      command.add(name);
    }
    try {
      return new ProcessBuilder(command).inheritIO().start();
    } catch (IOException e) {
      throw CommandFailure.unreachable(installation.java() + ": " + e.getMessage());
    }
  }

  /** Our end is its end: it heals, and we wait for it. */
  private void end(Process agent) {
    agent.destroy();
    try {
      agent.waitFor();
    } catch (InterruptedException e) {
      terminal.progress("fault agent: still healing");
      Thread.currentThread().interrupt();
    }
  }
}
