// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.gameday;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code ballast findings}: what is to be done after the last game days. */
@Command(
    name = "findings",
    description = "What the last run of each game day has found, the worst first.",
    footer = {
      "",
      "--regression ID prints a scheduled Experiment that shows whether it is still there;",
      "--regressions DIR writes one for each finding. In a folder that is served, or with",
      "ballast apply DIR, they run by their schedule and gate releases as they say.",
      "Exit codes: 0; with --fail 1 when there is a finding."
    })
public final class FindingsCommand implements Callable<Integer> {

  @Option(names = "--regression", paramLabel = "ID", description = "Such as failover.")
  private String regression = "";

  @Option(
      names = "--regressions",
      paramLabel = "DIR",
      description = "Write an Experiment for each finding there.")
  private @Nullable Path folder;

  @Option(names = "--fail", description = "End with 1 when there is a finding.")
  private boolean fail;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  public FindingsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      JsonNode all = api.get("/api/v1/findings");
      if (!regression.isEmpty()) {
        terminal.out().print(regression(all));
        terminal.out().flush();
        return Exit.OK;
      }
      Path to = folder;
      if (to != null) {
        write(all, to);
      }
      output.print(terminal, all, () -> text(all));
      return fail && !all.path("findings").isEmpty() ? Exit.BAD : Exit.OK;
    }
  }

  private String regression(JsonNode all) {
    for (JsonNode one : all.path("findings")) {
      if (one.path("finding").path("id").asString("").equals(regression)) {
        return one.path("finding").path("regression").asString("");
      }
    }
    throw CommandFailure.usage(
        "--regression: " + regression + " (expected: the id of a finding; see ballast findings)");
  }

  /** One file for each, under the experiment's own name; those of before are replaced. */
  private void write(JsonNode all, Path to) {
    try {
      Files.createDirectories(to);
      for (JsonNode one : all.path("findings")) {
        String text = one.path("finding").path("regression").asString("");
        if (!text.isEmpty()) {
          String name =
              (one.path("name").asString("") + "-" + one.path("finding").path("id").asString(""))
                  .replaceAll("[^A-Za-z0-9.-]+", "-");
          Files.writeString(to.resolve(name + ".yaml"), text);
          terminal.err().println("wrote " + to.resolve(name + ".yaml"));
        }
      }
    } catch (IOException e) {
      throw CommandFailure.usage("--regressions: " + to + ": cannot be written");
    }
  }

  private String text(JsonNode all) {
    if (all.path("findings").isEmpty()) {
      return "No findings: none in the last run of any game day, or none was held.\n";
    }
    Table table = Table.of("SEVERITY", "FINDING", ">VALUE", "DAY", "");
    for (JsonNode one : all.path("findings")) {
      JsonNode finding = one.path("finding");
      table.row(
          finding.path("severity").asString(""),
          finding.path("id").asString(""),
          GameDayText.value(finding),
          one.path("gameday").asString(""),
          finding.path("text").asString("")
              + " Suspected: "
              + finding.path("suspected").asString("")
              + ".");
    }
    return table.render(terminal.style());
  }
}
