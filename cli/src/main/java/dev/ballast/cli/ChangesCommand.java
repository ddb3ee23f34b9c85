// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Text;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code ballast changes}: what was changed on purpose, whoever says so. */
@Command(
    name = "changes",
    description = "What was changed: releases, configuration, flags, faults; newest first.",
    footer = {"", "How to tell Ballast of changes: docs/changes.md"})
final class ChangesCommand implements Callable<Integer> {

  @Option(names = "--service", paramLabel = "NAME", description = "Only changes of this service.")
  private String service = "";

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "deploy, rollback, config, flag, chaos, scale, cardinality or other.")
  private String kind = "";

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "RFC 3339 time, or a duration ago such as 2h. Default: the newest --limit.")
  private String since = "";

  @Option(names = "--limit", paramLabel = "N", description = "At most this many. Default: 50.")
  private int limit = 50;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  ChangesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("service", service);
    parameters.put("kind", kind);
    parameters.put("limit", Integer.toString(limit));
    if (!since.isEmpty()) {
      parameters.put("since", Text.moment("--since", since, terminal.clock().instant()).toString());
    }
    try (Api api = server.connect(terminal)) {
      JsonNode page = api.get("/api/v1/changes", parameters);
      output.print(terminal, page, () -> table(page));
      return Exit.OK;
    }
  }

  private String table(JsonNode page) {
    if (page.path("changes").isEmpty()) {
      return "no change is known\n";
    }
    Table table = Table.of("TIME (UTC)", "KIND", "SERVICE", "FROM", "TO", "WHAT", "SAYS");
    page.path("changes")
        .forEach(
            change ->
                table.row(
                    Text.clock(Instant.parse(change.path("at").asString(""))),
                    text(change, "kind"),
                    text(change, "service"),
                    text(change, "from"),
                    text(change, "to"),
                    text(change, "summary")
                        + (text(change, "region").isEmpty()
                            ? ""
                            : " (" + text(change, "region") + ")"),
                    text(change, "source")));
    return table.render(terminal.style());
  }

  private static String text(JsonNode change, String key) {
    return change.path(key).asString("");
  }
}
