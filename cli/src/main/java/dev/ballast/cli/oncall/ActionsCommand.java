// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.oncall;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

/** {@code ballast actions}: what is left to do after incidents. */
@Command(
    name = "actions",
    description = "What is left to do after incidents; open until it is done.")
public final class ActionsCommand {

  private static final String ALL = "/api/v1/actions";

  private ActionsCommand() {}

  public static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new ActionsCommand())
        .addSubcommand(new ListAll(terminal))
        .addSubcommand(new Add(terminal))
        .addSubcommand(new Done(terminal));
  }

  /** {@code ballast actions list}. */
  @Command(name = "list", description = "What is left to do, the most pressing first.")
  static final class ListAll implements Callable<Integer> {

    /** Which are asked for. */
    enum State {
      OPEN,
      DONE,
      ALL
    }

    @Option(
        names = "--state",
        paramLabel = "STATE",
        description = "${COMPLETION-CANDIDATES}. Default: open.")
    private State state = State.OPEN;

    @Option(names = "--incident", paramLabel = "ID", description = "Only what follows from it.")
    private String incident = "";

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
      parameters.put("incident", incident);
      try (Api api = server.connect(terminal)) {
        JsonNode answer = api.get(ALL, parameters);
        output.print(terminal, answer, () -> text(answer));
        return Exit.OK;
      }
    }

    private String text(JsonNode answer) {
      Table table = Table.of(">ID", "STATE", "DUE", "OWNER", "INCIDENT", "WHAT");
      for (JsonNode item : answer.path("actions")) {
        table.row(
            item.path("id").asString(""),
            Cells.text(item, "state"),
            Cells.text(item, "due"),
            Cells.text(item, "owner"),
            Cells.text(item, "incident"),
            Cells.text(item, "title"));
      }
      return table.isEmpty() ? "Nothing is left to do.\n" : table.render(terminal.style());
    }
  }

  /** {@code ballast actions add}. */
  @Command(name = "add", description = "Add something to do.")
  static final class Add implements Callable<Integer> {

    @Parameters(paramLabel = "TEXT", arity = "1..*", description = "What is to be done.")
    private List<String> title = List.of();

    @Option(names = "--owner", paramLabel = "NAME", required = true, description = "Who does it.")
    private String owner = "";

    @Option(names = "--due", paramLabel = "DAY", description = "By when, such as 2026-02-01.")
    private String due = "";

    @Option(names = "--incident", paramLabel = "ID", description = "What it follows from.")
    private String incident = "";

    @Mixin private final ServerOptions server = new ServerOptions();
    @Mixin private final OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    Add(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      Map<String, Object> wanted = new TreeMap<>();
      wanted.put("title", String.join(" ", title));
      wanted.put("owner", owner);
      wanted.put("due", due);
      wanted.put("incident", incident);
      try (Api api = server.connect(terminal)) {
        String body = JsonMapper.builder().build().writeValueAsString(wanted);
        JsonNode answer = api.postText(ALL, Map.of(), body);
        output.print(
            terminal,
            answer,
            () ->
                "Action %s is open, with %s. When it is done: ballast actions done %s%n"
                    .formatted(
                        answer.path("id").asString(""),
                        Cells.text(answer, "owner"),
                        answer.path("id").asString("")));
        return Exit.OK;
      }
    }
  }

  /** {@code ballast actions done}. */
  @Command(name = "done", description = "Say that something is done.")
  static final class Done implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "Its number.")
    private String id = "";

    @Option(names = "--note", paramLabel = "TEXT", description = "How.")
    private String note = "";

    @Mixin private final ServerOptions server = new ServerOptions();
    @Mixin private final OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    Done(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      try (Api api = server.connect(terminal)) {
        JsonNode answer = api.post(ALL + "/" + Api.segment(id) + "/done", Map.of("note", note));
        output.print(
            terminal,
            answer,
            () ->
                "Done by %s: %s%n"
                    .formatted(Cells.text(answer, "done_by"), Cells.text(answer, "title")));
        return Exit.OK;
      }
    }
  }
}
