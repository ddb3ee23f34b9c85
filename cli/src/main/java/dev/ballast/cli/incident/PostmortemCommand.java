// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.incident;

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

/** {@code ballast incident postmortem}: an incident as a report. */
@Command(
    name = "postmortem",
    description =
        "An incident as a report: summary, impact, root cause with evidence, what was cleared, "
            + "timeline, action items.",
    footer = {"", "ballast incident postmortem INC-42 -o html > INC-42.html"})
final class PostmortemCommand implements Callable<Integer> {

  /** What the report is written in. */
  enum Format {
    MARKDOWN,
    HTML
  }

  @Parameters(paramLabel = "ID", description = "Which incident, such as INC-42.")
  private String id = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "markdown or html: one page that needs nothing else. Default: markdown.")
  private Format format = Format.MARKDOWN;

  @Option(
      names = "--base",
      paramLabel = "URL",
      description = "What stands before the paths of links. Default: the server's address.")
  private String base = "";

  @Mixin private final ServerOptions server = new ServerOptions();

  private final Terminal terminal;

  PostmortemCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      String report =
          api.text(
              "/api/v1/incidents/" + Api.segment(id) + "/postmortem",
              Map.of("format", format.name().toLowerCase(Locale.ROOT), "base", base));
      terminal.out().print(report);
      terminal.out().flush();
      return Exit.OK;
    }
  }
}
