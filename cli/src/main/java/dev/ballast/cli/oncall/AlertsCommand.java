// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.oncall;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code ballast alerts}: what others have sent. */
@Command(
    name = "alerts",
    description = "Alerts that Alertmanager or Grafana have sent, and where they belong.",
    footer = {"", "How to have them sent: docs/alerts.md"})
public final class AlertsCommand {

  private AlertsCommand() {}

  public static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new AlertsCommand()).addSubcommand(new ListAll(terminal));
  }

  /** {@code ballast alerts list}. */
  @Command(name = "list", description = "Alerts, firing first, then the newest.")
  static final class ListAll implements Callable<Integer> {

    /** Which are asked for. */
    enum State {
      FIRING,
      RESOLVED,
      UNASSIGNED,
      ALL
    }

    @Option(
        names = "--state",
        paramLabel = "STATE",
        description =
            "${COMPLETION-CANDIDATES}; unassigned: of no service that is known. Default:"
                + " firing.")
    private State state = State.FIRING;

    @Option(names = "--service", paramLabel = "NAME", description = "Only those of it.")
    private String service = "";

    @Option(names = "--limit", paramLabel = "N", description = "At most so many. Default: 50.")
    private int limit = 50;

    @Mixin private final ServerOptions server = new ServerOptions();
    @Mixin private final OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    ListAll(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      Map<String, String> parameters = new LinkedHashMap<>();
      parameters.put("state", state.name().toLowerCase(Locale.ROOT));
      parameters.put("service", service);
      parameters.put("limit", Integer.toString(limit));
      try (Api api = server.connect(terminal)) {
        JsonNode answer = api.get("/api/v1/alerts", parameters);
        output.print(terminal, answer, () -> text(answer));
        return Exit.OK;
      }
    }

    private String text(JsonNode answer) {
      Table table = Table.of("ALERT", "STATE", "SERVICE", "INCIDENT", "SINCE (UTC)", "TEXT");
      for (JsonNode alert : answer.path("alerts")) {
        String silenced = Cells.text(alert, "silenced_by");
        table.row(
            Cells.text(alert, "name"),
            Cells.text(alert, "state") + (silenced.isEmpty() ? "" : ", silenced"),
            Cells.text(alert, "service").isEmpty() ? "(unknown)" : Cells.text(alert, "service"),
            Cells.text(alert, "incident"),
            Cells.time(alert, "starts_at"),
            Cells.text(alert, "text"));
      }
      if (table.isEmpty()) {
        return "No alerts. Have them sent: docs/alerts.md\n";
      }
      long more = answer.path("total").asLong(0) - answer.path("alerts").size();
      return table.render(terminal.style())
          + (more > 0 ? "… and " + more + " more: --limit\n" : "");
    }
  }
}
