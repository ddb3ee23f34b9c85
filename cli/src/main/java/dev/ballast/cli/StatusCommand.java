// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.client.Standing;
import dev.ballast.cli.terminal.DurationConverter;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputFormat;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code ballast status}: which service is healthy, and why not. */
@Command(
    name = "status",
    description = "Which services need you, and why.",
    footer = {
      "",
      "With -o json and --watch: one document per line.",
    })
final class StatusCommand implements Callable<Integer> {

  private static final String CLEAR = "\u001b[H\u001b[2J";

  @Option(names = "--fail", description = "Exit 1 when a service is degraded or unhealthy.")
  private boolean fail;

  @Option(names = "--all", description = "List healthy services one by one, too.")
  private boolean all;

  @Option(names = "--watch", description = "Print again whenever something changes, until Ctrl-C.")
  private boolean watch;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How often --watch looks. Default: 2s.")
  private Duration interval = Duration.ofSeconds(2);

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  StatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Api api = server.connect(terminal)) {
      JsonNode status = api.get("/api/v1/status");
      print(status);
      while (watch) {
        TimeUnit.MILLISECONDS.sleep(Math.max(200, interval.toMillis()));
        JsonNode next = api.get("/api/v1/status");
        if (!next.path("services").equals(status.path("services"))
            || !next.path("anomalies").equals(status.path("anomalies"))) {
          print(next);
        }
        status = next;
      }
      boolean bad = Standing.all(status).stream().anyMatch(Standing::needsAttention);
      return fail && bad ? Exit.BAD : Exit.OK;
    }
  }

  private void print(JsonNode status) {
    if (watch && terminal.outIsTerminal() && output.format() == OutputFormat.TABLE) {
      terminal.out().print(CLEAR);
    }
    output.print(terminal, status, () -> StatusText.of(status, all, terminal.style()));
  }
}
