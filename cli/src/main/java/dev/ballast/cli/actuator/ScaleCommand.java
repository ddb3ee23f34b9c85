// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.actuator;

import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.connect.target.ScaleTarget;
import dev.ballast.control.actuator.Replicas;
import dev.ballast.control.actuator.ScaleChange;
import dev.ballast.control.actuator.Scaler;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ballast scale}: how many instances, wherever that is held. */
@Command(
    name = "scale",
    description = "Show and set replicas in Kubernetes, or of plain processes.",
    footer = {
      "",
      "TARGET is deployment/NAMESPACE/NAME, statefulset/NAMESPACE/NAME or"
          + " process/REGION/SERVICE[/VERSION]."
    })
public final class ScaleCommand {

  private ScaleCommand() {}

  public static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new ScaleCommand())
        .addSubcommand(new Show(terminal))
        .addSubcommand(new Set(terminal));
  }

  private static <R> R at(String target, AccessOptions options, Function<Scaler, R> action) {
    return AccessOptions.told(() -> ScaleTarget.parse(target).with(options.access(), action));
  }

  /** {@code ballast scale show}. */
  @Command(name = "show", description = "How many instances are asked for, and how many run.")
  static final class Show implements Callable<Integer> {

    @Parameters(paramLabel = "TARGET", description = "Which; see ballast scale --help.")
    private String target = "";

    @Mixin private final AccessOptions access = new AccessOptions();
    @Mixin private final OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    Show(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      Replicas now = at(target, access, Scaler::read);
      JsonNode document = ActuatorJson.of(target, now);
      output.print(terminal, document, () -> ActuatorText.replicas(now));
      return Exit.OK;
    }
  }

  /** {@code ballast scale set}. */
  @Command(
      name = "set",
      description = "Ask for N instances; does not wait until they run.",
      footer = {"", "Exit codes: as ballast route set."})
  static final class Set implements Callable<Integer> {

    @Parameters(
        index = "0",
        paramLabel = "TARGET",
        description = "Which; see ballast scale --help.")
    private String target = "";

    @Parameters(index = "1", paramLabel = "N", description = "How many.")
    private int wanted;

    @Option(names = "--dry-run", description = "Show what would change; change nothing.")
    private boolean dryRun;

    @Mixin private final AccessOptions access = new AccessOptions();
    @Mixin private final OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    Set(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      return at(target, access, this::set);
    }

    private Integer set(Scaler scaler) {
      ScaleChange change = scaler.plan(wanted);
      change.cautions().forEach(caution -> terminal.progress("caution: " + caution));
      Replicas after = dryRun ? change.before() : scaler.set(wanted, change.before());
      JsonNode document = ActuatorJson.of(target, change, after, dryRun);
      output.print(terminal, document, () -> ActuatorText.change(change, dryRun));
      return Exit.OK;
    }
  }
}
