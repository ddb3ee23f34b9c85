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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code ballast events}: what happened, from the ledger. */
@Command(
    name = "events",
    description = "What happened: health changes, configuration changes, decisions.",
    footer = {"", "With --follow and -o json: one event per line."})
final class EventsCommand implements Callable<Integer> {

  private static final Comparator<JsonNode> BY_SEQUENCE =
      Comparator.comparingLong(event -> event.path("sequence").asLong(0));

  @Option(
      names = "--name",
      paramLabel = "PREFIX",
      description = "Only events whose name starts like this, such as health.")
  private String name = "";

  @Option(
      names = "--subject",
      paramLabel = "SUBJECT",
      description = "Only events about this, such as service/payments.")
  private String subject = "";

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "RFC 3339 time, or a duration ago such as 15m. Default: the newest --limit.")
  private String since = "";

  @Option(names = "--limit", paramLabel = "N", description = "At most this many. Default: 50.")
  private int limit = 50;

  @Option(names = "--follow", description = "Go on with new events until Ctrl-C.")
  private boolean follow;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  EventsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Api api = server.connect(terminal)) {
      JsonNode first = api.get("/api/v1/events", parameters());
      if (!follow) {
        output.print(terminal, first, () -> table(first));
        return Exit.OK;
      }
      follow(api, first);
      return Exit.OK;
    }
  }

  private void follow(Api api, JsonNode first) throws InterruptedException {
    long after = printEach(first, 0);
    while (true) {
      TimeUnit.SECONDS.sleep(1);
      Map<String, String> parameters = parameters();
      if (after > 0 || since.isEmpty()) {
        parameters.put("after", Long.toString(after));
        parameters.remove("from");
      }
      after = printEach(api.get("/api/v1/events", parameters), after);
    }
  }

  private long printEach(JsonNode page, long after) {
    long last = after;
    for (JsonNode event : oldestFirst(page)) {
      long sequence = event.path("sequence").asLong(0);
      if (sequence > after) {
        output.print(terminal, event, () -> line(event) + "\n");
      }
      last = Math.max(last, sequence);
    }
    return last;
  }

  private Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("name", name);
    parameters.put("subject", subject);
    parameters.put("limit", Integer.toString(limit));
    if (!since.isEmpty()) {
      parameters.put("from", Text.moment("--since", since, terminal.clock().instant()).toString());
    }
    return parameters;
  }

  private String table(JsonNode page) {
    if (page.path("events").isEmpty()) {
      return "no such event\n";
    }
    Table table = Table.of("TIME (UTC)", "EVENT", "SUBJECT", "WHAT");
    oldestFirst(page)
        .forEach(
            e ->
                table.row(
                    time(e),
                    e.path("name").asString(""),
                    e.path("subject").asString(""),
                    e.path("text").asString("")));
    return table.render(terminal.style());
  }

  /** As a log reads; the server gives the newest first. */
  private static List<JsonNode> oldestFirst(JsonNode page) {
    return page.path("events").valueStream().sorted(BY_SEQUENCE).toList();
  }

  private static String line(JsonNode e) {
    return String.join(
        "  ",
        time(e),
        e.path("name").asString(""),
        e.path("subject").asString(""),
        e.path("text").asString(""));
  }

  private static String time(JsonNode event) {
    return Text.clock(Instant.parse(event.path("at").asString("1970-01-01T00:00:00Z")));
  }
}
