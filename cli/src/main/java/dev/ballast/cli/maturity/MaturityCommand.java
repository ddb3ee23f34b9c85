// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.maturity;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Terminal;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ballast maturity}: which of the four levels is proved, and what to do next. */
@Command(
    name = "maturity",
    description = "How mature reliability work is, proved by what happened, and the next step.",
    footer = {
      "",
      "ballast maturity                   the organisation, and its services in short",
      "ballast maturity checkout          one service with all its checks",
      "ballast maturity -o markdown       a report to be kept or sent",
      "ballast maturity -o badge > m.svg  a small picture for a README",
      "",
      "Exits with 1 when --least is given and the level is below it."
    })
public final class MaturityCommand implements Callable<Integer> {

  @Mixin private final ServerOptions server = new ServerOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "SERVICE",
      description = "A Service of the configuration. Default: the whole organisation.")
  private String service = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "How to print the answer: ${COMPLETION-CANDIDATES}. Default: table.")
  private Format format = Format.TABLE;

  @Option(
      names = "--least",
      paramLabel = "LEVEL",
      description = "The level that is needed, 1 to 4; for pipelines.")
  private int least;

  private final Terminal terminal;

  public MaturityCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (least < 0 || least > 4) {
      throw CommandFailure.usage("--least: " + least + " (expected: 1 to 4). Fix: --least 2");
    }
    try (Api api = server.connect(terminal)) {
      JsonNode answer =
          api.get(
              service.isEmpty()
                  ? "/api/v1/maturity"
                  : "/api/v1/maturity/services/" + Api.segment(service));
      JsonNode card = service.isEmpty() ? answer.path("organisation") : answer;
      switch (format) {
        case JSON -> terminal.out().println(answer);
        case TABLE -> terminal.out().print(MaturityText.of(answer, card, terminal.style()));
        case MARKDOWN -> terminal.out().print(MaturityMarkdown.of(answer, card));
        case BADGE ->
            terminal.out().print(api.text("/api/v1/maturity/badge", Map.of("service", service)));
      }
      terminal.out().flush();
      return card.path("level").asInt(0) < least ? Exit.BAD : Exit.OK;
    }
  }
}
