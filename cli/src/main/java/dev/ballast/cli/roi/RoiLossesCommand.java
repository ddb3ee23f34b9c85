// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.roi;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Yaml;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code ballast roi losses}: what incidents have cost, as a running server knows it. */
@Command(
    name = "losses",
    description = "What incidents have cost the journeys of each CostModel of a server.",
    footer = {
      "",
      "A loss is the requests that failed a journey's users, as minutes without service, at the",
      "journey's price of a minute. CSV is what ballast roi backtest reads: incidents that are over.",
      "",
      "  ballast roi losses -o csv | ballast roi backtest - --by week"
    })
final class RoiLossesCommand implements Callable<Integer> {

  @Mixin private final ServerOptions server = new ServerOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "How to print the answer: ${COMPLETION-CANDIDATES}. Default: table.")
  private Format format = Format.TABLE;

  private final Terminal terminal;

  RoiLossesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** How they are printed. */
  enum Format {
    TABLE,
    JSON,
    YAML,
    CSV;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Integer call() {
    JsonNode answer;
    try (Api api = server.connect(terminal)) {
      answer = api.get("/api/v1/cost/losses");
    }
    switch (format) {
      case JSON -> terminal.out().println(answer);
      case YAML -> terminal.out().print(Yaml.write(answer));
      case CSV -> terminal.out().print(csv(answer));
      case TABLE -> terminal.out().print(text(answer, terminal.style()));
    }
    terminal.out().flush();
    return Exit.OK;
  }

  private static String csv(JsonNode answer) {
    StringBuilder rows = new StringBuilder("time,incident,model,journey,minutes,loss\n");
    for (JsonNode book : answer.path("models")) {
      for (JsonNode loss : book.path("losses")) {
        if (loss.path("over").asBoolean()) {
          rows.append(
              String.join(
                  ",",
                  loss.path("time").asString(),
                  loss.path("incident").asString(),
                  quoted(book.path("model").asString()),
                  quoted(loss.path("journey").asString()),
                  String.format(Locale.ROOT, "%.3f", loss.path("minutes").asDouble()),
                  loss.path("loss").decimalValue().toPlainString()));
          rows.append('\n');
        }
      }
    }
    return rows.toString();
  }

  private static String quoted(String text) {
    return text.matches("[^,\"\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private static String text(JsonNode answer, Style style) {
    StringBuilder text = new StringBuilder();
    for (JsonNode book : answer.path("models")) {
      Table table = Table.of("SINCE", "INCIDENT", ">MINUTES", ">LOST", "JOURNEY");
      for (JsonNode loss : book.path("losses")) {
        table.row(
            loss.path("time").asString(),
            loss.path("incident").asString(),
            String.format(Locale.ROOT, "%,.1f", loss.path("minutes").asDouble()),
            RoiText.money(loss.path("loss").asDouble()),
            loss.path("journey").asString() + (loss.path("over").asBoolean() ? "" : ", goes on"));
      }
      text.append(table.isEmpty() ? "" : table.render(style));
      text.append(
          String.format(
              Locale.ROOT,
              "%s: %s %,.0f in all%s%n",
              book.path("model").asString(),
              book.path("currency").asString(),
              book.path("total").asDouble(),
              book.path("unknown").asInt() == 0
                  ? ""
                  : ", and %d incidents whose cost nobody knows"
                      .formatted(book.path("unknown").asInt())));
    }
    return text.isEmpty()
        ? "No CostModel is priced. Put one into the folder of ballast serve --config.\n"
        : text.toString();
  }
}
