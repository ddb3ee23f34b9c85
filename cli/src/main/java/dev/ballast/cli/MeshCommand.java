// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Installation;
import dev.ballast.cli.terminal.OutputFormat;
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
 * {@code ballast mesh}: the data plane, until Ctrl-C. It is a program of its own with a class path
 * of its own: this command becomes its parent and hands its answers on.
 */
@Command(
    name = "mesh",
    description = "Run the data plane: a proxy for HTTP, gRPC and TCP, until Ctrl-C.",
    footer = {
      "",
      "The file is a resource of kind Mesh, see docs/configuration/mesh.md. It is watched: a valid"
          + " edit is",
      "taken at once, a wrong one is refused whole and what runs goes on."
    })
final class MeshCommand implements Callable<Integer> {

  private static final String MAIN = "dev.ballast.mesh.Main";

  /** Made by {@code ./ballast}, beside the jars that it was made from. */
  private static final String AOT_CACHE = "mesh.aot";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The mesh's configuration; watched. Not needed with --toxiproxy.")
  private Path config = Path.of("");

  @Option(
      names = "--toxiproxy",
      paramLabel = "HOST:PORT",
      description = "Also serve Toxiproxy's HTTP API here, such as 127.0.0.1:8474.")
  private String toxiproxy = "";

  @Option(
      names = "--toxiproxy-config",
      paramLabel = "FILE",
      description = "Proxies to start with, in Toxiproxy's JSON.")
  private String toxiproxyConfig = "";

  @Option(
      names = "--toxiproxy-lease",
      paramLabel = "DURATION",
      description = "Lease of toxics that ask for none: without an update they end. Default: none.")
  private String toxiproxyLease = "";

  @Option(
      names = "--toxiproxy-seed",
      paramLabel = "N",
      description = "Seed of everything that toxics draw. Default: a new one, which is logged.")
  private String toxiproxySeed = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "How it says that it is ready: table or json. Default: table.")
  private OutputFormat output = OutputFormat.TABLE;

  @Option(
      names = "--drain",
      paramLabel = "DURATION",
      description = "How long requests under way may take after Ctrl-C. Default: 10s.")
  private String drain = "10s";

  @Option(
      names = "--exit-with-parent",
      description = "Stop when standard input ends, as it does when whoever started us is gone.")
  private boolean exitWithParent;

  private final Terminal terminal;
  private final Installation installation;

  MeshCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  @Override
  public Integer call() throws InterruptedException {
    Process mesh = start(command());
    Thread stop = new Thread(() -> end(mesh), "mesh-stop");
    Runtime.getRuntime().addShutdownHook(stop);
    int code = mesh.waitFor();
    return code > 128 ? Exit.INTERRUPTED : code;
  }

  private List<String> command() {
    Path lib = installation.meshLib();
    if (!Files.isDirectory(lib)) {
      throw CommandFailure.unreachable(
          lib + ": not found (expected: the mesh's jars). Fix: build it, or start ./ballast");
    }
    List<String> command = new ArrayList<>();
    command.add(installation.java().toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xmx256m"));
    Path classes = lib.resolveSibling(AOT_CACHE);
    if (Files.isRegularFile(classes)) { // The JVM itself sees whether it fits.
      command.addAll(List.of("-XX:AOTCache=" + classes, "-Xlog:aot*=off", "-Xlog:cds*=off"));
    }
    command.addAll(List.of("-cp", lib + "/*", MAIN, "--drain", drain));
    add(command, "--config", config.toString());
    add(command, "--toxiproxy", toxiproxy);
    add(command, "--toxiproxy-config", toxiproxyConfig);
    add(command, "--toxiproxy-lease", toxiproxyLease);
    add(command, "--toxiproxy-seed", toxiproxySeed);
    if (output == OutputFormat.JSON) {
      command.add("--json");
    }
    if (exitWithParent) {
      command.add("--exit-with-parent");
    }
    return command;
  }

  private static void add(List<String> command, String flag, String value) {
    if (!value.isEmpty()) {
      command.addAll(List.of(flag, value));
    }
  }

  /** Shares our streams: what it prints is our answer. */
  private Process start(List<String> command) {
    try {
      return new ProcessBuilder(command).inheritIO().start();
    } catch (IOException e) {
      throw CommandFailure.unreachable(installation.java() + ": " + e.getMessage());
    }
  }

  /** Our end is its end: it drains, and we wait for it. */
  private void end(Process mesh) {
    mesh.destroy();
    try {
      mesh.waitFor();
    } catch (InterruptedException e) {
      terminal.progress("mesh: still draining");
      Thread.currentThread().interrupt();
    }
  }
}
