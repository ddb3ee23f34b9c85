// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.gameday;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Terminal;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ballast gameday report}. */
@Command(
    name = "report",
    description = "The report of a game day that is over, on standard output.",
    footer = {"", "html is one page that needs nothing else and prints on A4."})
final class GameDayReportCommand implements Callable<Integer> {

  /** What it is written in. */
  enum Format {
    MARKDOWN,
    HTML
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "Which, such as GD-1. Default: the latest.")
  private String id = "latest";

  @Option(
      names = {"-o", "--format"},
      paramLabel = "FORMAT",
      description = "markdown or html. Default: markdown.")
  private Format format = Format.MARKDOWN;

  @Mixin private final ServerOptions server = new ServerOptions();

  private final Terminal terminal;

  GameDayReportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      terminal
          .out()
          .print(
              api.text(
                  GameDayCommand.ALL + "/" + Api.segment(id) + "/report",
                  Map.of("format", format.name().toLowerCase(Locale.ROOT))));
      terminal.out().flush();
      return Exit.OK;
    }
  }
}
