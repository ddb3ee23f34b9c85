// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.gameday;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.DurationConverter;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Text;
import dev.ballast.model.yaml.QueryChecker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ballast gameday run}: starts a game day and follows it to its end. */
@Command(
    name = "run",
    description = "Start a game day on the server and follow it to its end.",
    footer = {
      "",
      "Ctrl-C leaves it going on; ballast gameday abort stops it and heals.",
      "Exit codes: 0 passed, 1 failed or stopped, 2 the plan is wrong, 3 no server, 130 interrupted.",
      "Try: ballast demo --scenario game-day, then",
      "     ballast gameday run examples/gameday/region-failure.yaml"
    })
final class GameDayRunCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "One GameDay in YAML.")
  private Path file = Path.of("");

  @Option(
      names = "--in",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Shorten the pauses so that the timeline takes this long.")
  private @Nullable Duration in;

  @Option(
      names = "--scale",
      paramLabel = "N",
      description = "What the pauses shrink to, above 0 and at most 1. Default: the plan's.")
  private @Nullable Double scale;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "${COMPLETION-CANDIDATES}. Default: the plan's.")
  private @Nullable Mode mode;

  @Option(names = "--as", paramLabel = "NAME", description = "Who you are, without a token.")
  private String as = "";

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write the report there, .md or .html.")
  private @Nullable Path report;

  @Option(names = "--detach", description = "Start it and do not wait.")
  private boolean detach;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;
  private final QueryChecker queries;

  /** What is done. */
  enum Mode {
    REHEARSE,
    SIMULATED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  GameDayRunCommand(Terminal terminal, QueryChecker queries) {
    this.terminal = terminal;
    this.queries = queries;
  }

  @Override
  public Integer call() {
    PlanFile plan = PlanFile.read(file, queries);
    Map<String, String> parameters = new HashMap<>();
    parameters.put("file", file.toString());
    parameters.put("scale", wanted(plan));
    parameters.put("mode", mode == null ? "" : mode.toString());
    parameters.put("as", as);
    try (Api api = server.connect(terminal)) {
      JsonNode day = api.postText(GameDayCommand.ALL, parameters, plan.text());
      String path = GameDayCommand.ALL + "/" + Api.segment(day.path("id").asString(""));
      if (detach) {
        JsonNode begun = day;
        output.print(terminal, begun, () -> GameDayText.of(begun, terminal.style()));
        return Exit.OK;
      }
      String shown = "";
      while (!GameDayText.isOver(day)) {
        String line = GameDayText.brief(day);
        if (!line.equals(shown)) {
          terminal.progress(line);
          shown = line;
        }
        pause();
        day = api.get(path);
      }
      JsonNode ended = day;
      write(api, path);
      output.print(terminal, ended, () -> GameDayText.of(ended, terminal.style()));
      return ended.path("phase").asString("").equals("passed") ? Exit.OK : Exit.BAD;
    }
  }

  private String wanted(PlanFile plan) {
    Duration wish = in;
    if (wish != null && scale != null) {
      throw CommandFailure.usage("--in, --scale: both (expected: one of them)");
    }
    double to =
        wish == null
            ? scale == null ? Double.NaN : scale
            : wish.toMillis() / (double) Math.max(1, plan.day().length().toMillis());
    if (!Double.isNaN(to) && !(to > 0 && to <= 1)) {
      throw CommandFailure.usage(
          "%s (expected: above 0 and at most the plan's own %s)"
              .formatted(
                  wish == null ? "--scale: " + scale : "--in: " + Text.brief(wish),
                  wish == null ? "1" : Text.brief(plan.day().length())));
    }
    return Double.isNaN(to) ? "" : Double.toString(to);
  }

  private void write(Api api, String path) {
    Path to = report;
    if (to == null) {
      return;
    }
    String format = to.toString().endsWith(".html") ? "html" : "markdown";
    try {
      Files.writeString(to, api.text(path + "/report", Map.of("format", format)));
    } catch (IOException e) {
      throw CommandFailure.usage("--report: " + to + ": cannot be written");
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(
          Exit.INTERRUPTED, "interrupted; the game day goes on. Stop it: ballast gameday abort");
    }
  }
}
