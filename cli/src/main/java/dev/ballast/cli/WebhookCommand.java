// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ballast webhook}: who is told of warnings, and whether it would arrive. */
@Command(name = "webhook", description = "List webhooks, and send one a test message.")
final class WebhookCommand {

  private WebhookCommand() {}

  static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new WebhookCommand())
        .addSubcommand(new ListAll(terminal))
        .addSubcommand(new Test(terminal));
  }

  /** {@code ballast webhook list}. */
  @Command(name = "list", description = "Webhooks, what they are told, and what became of it last.")
  static final class ListAll implements Callable<Integer> {

    @Mixin private final ServerOptions server = new ServerOptions();
    @Mixin private final OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    ListAll(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      try (Api api = server.connect(terminal)) {
        JsonNode document = api.get("/api/v1/webhooks");
        output.print(terminal, document, () -> text(document));
        return Exit.OK;
      }
    }

    private String text(JsonNode document) {
      Table table = Table.of("NAME", "FORMAT", "TOLD", "FROM", ">WAITING", "LAST");
      for (JsonNode webhook : document.path("webhooks")) {
        StringJoiner topics = new StringJoiner(", ");
        webhook.path("on").forEach(topic -> topics.add(topic.asString("")));
        table.row(
            webhook.path("name").asString(""),
            webhook.path("format").asString(""),
            topics.toString(),
            webhook.path("min_urgency").asString(""),
            webhook.path("waiting").asString(""),
            webhook.path("last").asString(""));
      }
      return table.isEmpty()
          ? "No webhooks. Add a resource of kind Webhook: docs/webhooks.md\n"
          : table.render(terminal.style());
    }
  }

  /** {@code ballast webhook test}. */
  @Command(
      name = "test",
      description = "Have the server send a test message to webhook NAME, and show the answer.",
      footer = {"", "Exit codes: 0 delivered (or a dry run), 1 it did not arrive."})
  static final class Test implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The webhook's name.")
    private String name = "";

    @Option(names = "--dry-run", description = "Show what would be sent; send nothing.")
    private boolean dryRun;

    @Mixin private final ServerOptions server = new ServerOptions();
    @Mixin private final OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    Test(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      try (Api api = server.connect(terminal)) {
        JsonNode answer =
            api.post(
                "/api/v1/webhooks/" + Api.segment(name) + "/test",
                Map.of("dry_run", Boolean.toString(dryRun)));
        output.print(terminal, answer, () -> text(answer));
        return answer.path("outcome").asString("").equals("failed") ? Exit.BAD : Exit.OK;
      }
    }

    private String text(JsonNode answer) {
      String text = answer.path("text").asString("");
      return switch (answer.path("outcome").asString("")) {
        case "delivered" -> terminal.style().health("HEALTHY", "Delivered.") + " " + text + "\n";
        case "failed" ->
            terminal.style().health("UNHEALTHY", "It did not arrive.") + " " + text + "\n";
        default -> "Nothing was sent. This would be the body:\n" + body(answer) + "\n";
      };
    }

    private static String body(JsonNode answer) {
      return answer.path("body").asString("");
    }
  }
}
