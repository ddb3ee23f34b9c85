// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Text;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code ballast logs}: what services said, searched or followed. */
@Command(
    name = "logs",
    description = "What services said: by service, trace, severity, words or template.",
    footer = {
      "",
      "Oldest first, the newest --limit. With --follow and -o json: one record per line.",
      "How to send logs, and what is hidden of them: docs/logs.md"
    })
final class LogsCommand implements Callable<Integer> {

  private static final Comparator<JsonNode> BY_TIME =
      Comparator.comparing(log -> Instant.parse(log.path("at").asString("1970-01-01T00:00:00Z")));
  private static final int LONGEST = 200;

  @Option(names = "--service", paramLabel = "NAME", description = "Only records of this service.")
  private String service = "";

  @Option(names = "--trace", paramLabel = "ID", description = "Only records of this trace.")
  private String trace = "";

  @Option(
      names = "--severity",
      paramLabel = "LEVEL",
      description = "At least trace, debug, info, warn, error or fatal.")
  private String severity = "";

  @Option(
      names = "--text",
      paramLabel = "WORDS",
      description = "Only records whose body or attributes hold this, whatever the case.")
  private String text = "";

  @Option(
      names = "--template",
      paramLabel = "TEMPLATE",
      description = "Only bodies of this template, as --templates shows it; <*> is any value.")
  private String template = "";

  @Option(names = "--templates", description = "Count what is said again and again.")
  private boolean templates;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "RFC 3339 time, or a duration ago such as 15m. Default: 1h.")
  private String since = "";

  @Option(names = "--until", paramLabel = "TIME", description = "The same; default: now.")
  private String until = "";

  @Option(names = "--limit", paramLabel = "N", description = "At most this many. Default: 100.")
  private int limit = 100;

  @Option(names = "--follow", description = "Go on with new records until Ctrl-C.")
  private boolean follow;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  LogsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (follow && (templates || !until.isEmpty())) {
      throw CommandFailure.usage(
          "--follow: (expected: without --templates and --until). Fix: leave one of them out");
    }
    Map<String, String> parameters = parameters();
    try (Api api = server.connect(terminal)) {
      if (templates) {
        JsonNode answer = api.get("/api/v1/logs/templates", parameters);
        output.print(terminal, answer, () -> templateTable(answer));
        return Exit.OK;
      }
      JsonNode page = api.get("/api/v1/logs", parameters);
      if (follow) {
        follow(api, parameters, page);
        return Exit.OK;
      }
      output.print(terminal, page, () -> table(page));
      return Exit.OK;
    }
  }

  private Map<String, String> parameters() {
    Instant now = terminal.clock().instant();
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("service", service);
    parameters.put("trace", trace);
    parameters.put("severity", severity);
    parameters.put("text", text);
    parameters.put("template", template);
    parameters.put("limit", Integer.toString(limit));
    if (!since.isEmpty()) {
      parameters.put("from", Text.moment("--since", since, now).toString());
    }
    if (!until.isEmpty()) {
      parameters.put("to", Text.moment("--until", until, now).toString());
    }
    return parameters;
  }

  /** Records may come late and several at one moment: what was shown is remembered, not counted. */
  private void follow(Api api, Map<String, String> parameters, JsonNode first)
      throws InterruptedException {
    Set<JsonNode> shown = new HashSet<>();
    JsonNode page = first;
    while (true) {
      Set<JsonNode> seen = new HashSet<>();
      for (JsonNode log : oldestFirst(page)) {
        seen.add(log);
        if (!shown.contains(log)) {
          output.print(terminal, log, () -> line(log) + "\n");
        }
      }
      if (!seen.isEmpty()) {
        shown = seen;
      }
      TimeUnit.SECONDS.sleep(1);
      page = api.get("/api/v1/logs", parameters);
    }
  }

  private String table(JsonNode page) {
    if (page.path("logs").isEmpty()) {
      return "no such record"
          + (page.path("cursor").asString("").isEmpty()
              ? "\n"
              : " among the newest " + page.path("scanned").asLong(0) + "\n");
    }
    StringBuilder lines = new StringBuilder();
    oldestFirst(page).forEach(log -> lines.append(line(log)).append('\n'));
    return lines.toString();
  }

  private String templateTable(JsonNode answer) {
    if (answer.path("templates").isEmpty()) {
      return "no such record\n";
    }
    Table table = Table.of("COUNT", "SEVERITY", "SERVICE", "LAST (UTC)", "TEMPLATE");
    answer
        .path("templates")
        .forEach(
            one ->
                table.row(
                    one.path("count").asString(""),
                    dev.ballast.telemetry.logline.Severities.word(one.path("severity").asInt(0)),
                    one.path("service").asString(""),
                    Text.clock(Instant.parse(one.path("last").asString(""))),
                    cut(one.path("template").asString(""))));
    String more =
        answer.path("complete").asBoolean(true)
            ? ""
            : "of the newest " + answer.path("records").asLong(0) + " records\n";
    return table.render(terminal.style()) + more;
  }

  private static List<JsonNode> oldestFirst(JsonNode page) {
    return page.path("logs").valueStream().sorted(BY_TIME).toList();
  }

  private static String line(JsonNode log) {
    String id = log.path("trace_id").asString("");
    return "%s  %-5s  %-14s  %s%s"
        .formatted(
            Text.clock(Instant.parse(log.path("at").asString(""))),
            log.path("severity_text").asString(""),
            log.path("service").asString(""),
            cut(log.path("body").asString("")),
            id.isEmpty() ? "" : "  trace=" + id);
  }

  private static String cut(String body) {
    String line = body.replaceAll("\\s*\\n\\s*", " ⏎ ").replaceAll("\\p{Cntrl}", "?");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }
}
