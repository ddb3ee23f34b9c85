// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.roi;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Text;
import dev.ballast.connect.bill.OpenCostReader;
import dev.ballast.control.cost.bill.Bill;
import dev.ballast.model.Money;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ballast roi import opencost}: what a cluster's workloads cost. */
@Command(
    name = "opencost",
    description = "Add up what OpenCost allocates: from its API, or a saved answer of it.",
    footer = {
      "",
      "OpenCost names no currency, so --currency does. Its prices are list prices on demand unless",
      "it was given others.",
      "",
      "  ballast roi import opencost http://localhost:9003 --window 30d --aggregate controller"
    })
final class OpenCostCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MOST_BYTES = 64 << 20;

  @Parameters(paramLabel = "URL|FILE", description = "OpenCost, or a file with its answer.")
  private String from = "";

  @Option(names = "--window", paramLabel = "W", description = "Default: ${DEFAULT-VALUE}.")
  private String window = "30d";

  @Option(
      names = "--aggregate",
      paramLabel = "BY",
      description = "namespace, controller, label:app and the like. Default: ${DEFAULT-VALUE}.")
  private String aggregate = "namespace";

  @Option(names = "--currency", paramLabel = "CODE", description = "Default: ${DEFAULT-VALUE}.")
  private String currency = "USD";

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  OpenCostCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (!Money.isCurrency(currency)) {
      throw CommandFailure.usage(
          "--currency: " + currency + " (expected: " + Money.CURRENCY_RULE + ")");
    }
    Bill bill;
    try {
      bill = new OpenCostReader(currency).read(text());
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(from + ": " + e.getMessage());
    }
    BillText.print(bill, output, terminal);
    return Exit.OK;
  }

  private String text() {
    if (from.startsWith("http://") || from.startsWith("https://")) {
      return fetched();
    }
    Path file = Path.of(from);
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
        throw CommandFailure.usage(
            from + ": no file of at most 64 MiB (expected: an answer of OpenCost, or its URL)");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw CommandFailure.usage(from + ": cannot be read (" + Text.reason(e) + ")");
    }
  }

  private String fetched() {
    String base = from.endsWith("/") ? from.substring(0, from.length() - 1) : from;
    String path = base.contains("/allocation") ? "" : "/allocation";
    String query =
        base.contains("?") ? "" : "?window=" + encoded(window) + "&aggregate=" + encoded(aggregate);
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(base + path + query))
                  .timeout(PATIENCE)
                  .GET()
                  .build(),
              HttpResponse.BodyHandlers.limiting(
                  HttpResponse.BodyHandlers.ofByteArray(), MOST_BYTES));
      if (answer.statusCode() / 100 != 2) {
        throw CommandFailure.unreachable(from + ": answered " + answer.statusCode());
      }
      return new String(answer.body(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw CommandFailure.unreachable(from + ": no answer (" + Text.reason(e) + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.unreachable(from + ": interrupted");
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
