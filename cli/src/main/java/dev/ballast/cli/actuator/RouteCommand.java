// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.actuator;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.DurationConverter;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.connect.target.RouteTarget;
import dev.ballast.control.actuator.Hold;
import dev.ballast.control.actuator.RouteChange;
import dev.ballast.control.actuator.Router;
import dev.ballast.control.actuator.Routing;
import dev.ballast.control.actuator.Weights;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ballast route}: how traffic is divided, wherever that is held. */
@Command(
    name = "route",
    description = "Show and set weights: in the mesh, in Kubernetes, in HAProxy.",
    footer = {
      "",
      "TARGET is mesh/SERVICE[/ROUTE], httproute/NAMESPACE/NAME[/RULE], grpcroute/… or",
      "virtualservice/… likewise, or haproxy/BACKEND."
    })
public final class RouteCommand {

  private RouteCommand() {}

  public static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new RouteCommand())
        .addSubcommand(new Show(terminal))
        .addSubcommand(new Set(terminal))
        .addSubcommand(new Release(terminal));
  }

  private static <R> R at(String target, AccessOptions options, Function<Router, R> action) {
    return AccessOptions.told(() -> RouteTarget.parse(target).with(options.access(), action));
  }

  /** {@code ballast route show}. */
  @Command(name = "show", description = "The weights that are in force at TARGET.")
  static final class Show implements Callable<Integer> {

    @Parameters(paramLabel = "TARGET", description = "Where; see ballast route --help.")
    private String target = "";

    @Mixin private final AccessOptions access = new AccessOptions();
    @Mixin private final OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    Show(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      Routing now = at(target, access, Router::read);
      JsonNode document = ActuatorJson.of(target, now);
      output.print(terminal, document, () -> ActuatorText.routing(now, terminal.style()));
      return Exit.OK;
    }
  }

  /** {@code ballast route set}. */
  @Command(
      name = "set",
      description = "Set weights at TARGET, all at once; backends that are not named keep theirs.",
      footer = {
        "",
        "Example: ballast route set httproute/shop/checkout v1=90 v2=10 --dry-run",
        "Exit codes: 1 somebody else changed them, or they were refused; 2 no such place, or no"
            + " sense; 3 no answer, or no permission."
      })
  static final class Set implements Callable<Integer> {

    @Parameters(
        index = "0",
        paramLabel = "TARGET",
        description = "Where; see ballast route --help.")
    private String target = "";

    @Parameters(
        index = "1..*",
        arity = "1..*",
        paramLabel = "BACKEND=WEIGHT",
        description = "What gets which weight.")
    private List<String> weights = List.of();

    @Option(names = "--dry-run", description = "Show what would change; change nothing.")
    private boolean dryRun;

    @Option(
        names = "--revision",
        paramLabel = "REVISION",
        description = "Only if this is still the revision (ballast route show).")
    private String revision = "";

    @Option(
        names = "--lease",
        paramLabel = "DURATION",
        converter = DurationConverter.class,
        description =
            "In the mesh: the weights before come back after this, unless it is repeated.")
    private Duration lease = Duration.ZERO;

    @Option(
        names = "--owner",
        paramLabel = "NAME",
        description = "With --lease: who holds it. Default: cli.")
    private String owner = "cli";

    @Mixin private final AccessOptions access = new AccessOptions();
    @Mixin private final OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    Set(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      Weights changes = changes(weights);
      Hold hold = lease.isZero() ? new Hold.ForGood() : new Hold.Lease(owner, lease);
      return at(target, access, router -> set(router, changes, hold));
    }

    private Integer set(Router router, Weights changes, Hold hold) {
      RouteChange change = router.plan(changes);
      if (!revision.isEmpty() && !revision.equals(change.before().revision())) {
        throw new CommandFailure(
            Exit.BAD,
            "--revision: "
                + revision
                + " (expected: "
                + change.before().revision()
                + ", which it is now). Fix: look at it again (ballast route show "
                + target
                + ")");
      }
      change.cautions().forEach(caution -> terminal.progress("caution: " + caution));
      Routing after = dryRun ? change.before() : router.set(changes, hold, change.before());
      JsonNode document = ActuatorJson.of(target, change, after, dryRun);
      output.print(
          terminal, document, () -> ActuatorText.change(change, after, dryRun, terminal.style()));
      return Exit.OK;
    }

    /** All problems at once. */
    private static Weights changes(List<String> weights) {
      Map<String, Integer> all = new LinkedHashMap<>();
      List<String> wrong = new ArrayList<>();
      for (String weight : weights) {
        int equals = weight.lastIndexOf('=');
        String number = weight.substring(equals + 1);
        if (equals < 1 || !number.matches("[0-9]{1,9}")) {
          wrong.add(weight + " (expected: BACKEND=WEIGHT, a whole number >= 0)");
        } else if (all.put(weight.substring(0, equals), Integer.parseInt(number)) != null) {
          wrong.add(weight + " (expected: each backend once)");
        }
      }
      if (!wrong.isEmpty()) {
        throw CommandFailure.usage(String.join("\n", wrong) + ". Write: v1=90 v2=10");
      }
      return new Weights(all);
    }
  }

  /** {@code ballast route release}. */
  @Command(name = "release", description = "End a lease on the weights at TARGET at once.")
  static final class Release implements Callable<Integer> {

    @Parameters(paramLabel = "TARGET", description = "Where; see ballast route --help.")
    private String target = "";

    @Mixin private final AccessOptions access = new AccessOptions();
    @Mixin private final OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    Release(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      Routing now = at(target, access, router -> router.release(router.read()));
      JsonNode document = ActuatorJson.of(target, now);
      output.print(terminal, document, () -> ActuatorText.routing(now, terminal.style()));
      return Exit.OK;
    }
  }
}
