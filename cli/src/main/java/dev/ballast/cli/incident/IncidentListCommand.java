// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.incident;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code ballast incident list}: all of them, open ones first. */
@Command(name = "list", description = "Incidents, open ones first, then the newest.")
final class IncidentListCommand implements Callable<Integer> {

  /** Where an incident stands. */
  enum Phase {
    OPEN,
    ACKNOWLEDGED,
    RESOLVED
  }

  @Option(
      names = "--phase",
      paramLabel = "PHASE",
      description = "Only these: ${COMPLETION-CANDIDATES}.")
  private @Nullable Phase phase;

  @Option(names = "--service", paramLabel = "NAME", description = "Only those that concern it.")
  private String service = "";

  @Option(names = "--limit", paramLabel = "N", description = "At most so many. Default: 20.")
  private int limit = 20;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  IncidentListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("phase", phase == null ? "" : phase.name().toLowerCase(Locale.ROOT));
    parameters.put("service", service);
    parameters.put("limit", Integer.toString(limit));
    try (Api api = server.connect(terminal)) {
      JsonNode answer = api.get(IncidentCommand.ALL, parameters);
      output.print(terminal, answer, () -> IncidentText.list(answer, terminal.style()));
      return Exit.OK;
    }
  }
}
