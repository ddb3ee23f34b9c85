// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.oncall;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.DurationConverter;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ballast silence}: nobody is called about this for a while. */
@Command(
    name = "silence",
    description =
        "Keep people from being called about something for a time; it is shown all the same.")
public final class SilenceCommand {

  private static final String ALL = "/api/v1/silences";

  private SilenceCommand() {}

  public static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new SilenceCommand())
        .addSubcommand(new Add(terminal))
        .addSubcommand(new ListAll(terminal))
        .addSubcommand(new Expire(terminal));
  }

  /** {@code ballast silence add}. */
  @Command(
      name = "add",
      description = "Silence what all MATCHERs match, such as service=payments or severity=~warn.*",
      footer = {
        "",
        "Labels of incidents: incident, service, region, severity, slo, cause, and alertname of others'",
        "alerts. An incident is silent when all of its symptoms are."
      })
  static final class Add implements Callable<Integer> {

    @Parameters(paramLabel = "MATCHER", arity = "1..*", description = "name=value, != =~ or !~.")
    private List<String> matchers = List.of();

    @Option(
        names = "--for",
        paramLabel = "DURATION",
        converter = DurationConverter.class,
        description = "How long, at most 90d. Default: 2h.")
    private Duration length = Duration.ofHours(2);

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
    private String reason = "";

    @Mixin private final ServerOptions server = new ServerOptions();
    @Mixin private final OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    Add(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      Map<String, Object> wanted = new TreeMap<>();
      wanted.put("matchers", matchers);
      wanted.put("duration_seconds", length.toSeconds());
      wanted.put("comment", reason);
      try (Api api = server.connect(terminal)) {
        String body = JsonMapper.builder().build().writeValueAsString(wanted);
        JsonNode answer = api.postText(ALL, Map.of(), body);
        output.print(
            terminal,
            answer,
            () ->
                "Silent until %s UTC: %s. End it sooner: ballast silence expire %s%n"
                    .formatted(
                        Cells.time(answer, "ends_at"),
                        Cells.list(answer, "matchers", ""),
                        Cells.text(answer, "id")));
        return Exit.OK;
      }
    }
  }

  /** {@code ballast silence list}. */
  @Command(name = "list", description = "Silences in force or to come.")
  static final class ListAll implements Callable<Integer> {

    @Option(names = "--all", description = "Also those that are over, for five days.")
    private boolean all;

    @Mixin private final ServerOptions server = new ServerOptions();
    @Mixin private final OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    ListAll(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      try (Api api = server.connect(terminal)) {
        JsonNode answer = api.get(ALL, all ? Map.of("all", "true") : Map.of());
        output.print(terminal, answer, () -> text(answer));
        return Exit.OK;
      }
    }

    private String text(JsonNode answer) {
      Table table = Table.of("ID", "STATE", "UNTIL (UTC)", "BY", "WHAT", "WHY");
      for (JsonNode silence : answer.path("silences")) {
        table.row(
            Cells.text(silence, "id"),
            Cells.text(silence, "state"),
            Cells.time(silence, "ends_at"),
            Cells.text(silence, "created_by"),
            Cells.list(silence, "matchers", ""),
            Cells.text(silence, "comment"));
      }
      return table.isEmpty() ? "Nothing is silenced.\n" : table.render(terminal.style());
    }
  }

  /** {@code ballast silence expire}. */
  @Command(name = "expire", description = "End a silence now.")
  static final class Expire implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "As ballast silence list shows it.")
    private String id = "";

    @Mixin private final ServerOptions server = new ServerOptions();
    @Mixin private final OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    Expire(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      try (Api api = server.connect(terminal)) {
        JsonNode answer = api.post(ALL + "/" + Api.segment(id) + "/expire", Map.of());
        output.print(terminal, answer, () -> "Over: " + Cells.list(answer, "matchers", "") + "\n");
        return Exit.OK;
      }
    }
  }
}
