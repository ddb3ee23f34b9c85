// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.fault;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.DurationConverter;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Interrupt;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.connect.kubernetes.ChaosControl;
import dev.ballast.connect.kubernetes.ChaosManifest;
import dev.ballast.connect.kubernetes.ChaosOrder;
import dev.ballast.connect.kubernetes.ChaosRun;
import dev.ballast.connect.kubernetes.Cluster;
import dev.ballast.control.actuator.ActuatorException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ballast fault kubernetes}: a fault on pods, as a resource of Chaos Mesh. */
@Command(
    name = "kubernetes",
    description = "Write a fault on pods as a resource of Chaos Mesh, and do it with --apply.",
    footer = {
      "",
      "Only pods with the label ballast.dev/faults: allowed are chosen, whatever labels are given.",
      "Without --apply it prints the YAML and asks nobody. Chaos Mesh ends the fault by itself",
      "after --for, also when this command was killed; Ctrl-C ends it before."
    })
final class FaultKubernetesCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "KIND", description = "Such as net.latency.")
  private String kind = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "LABEL=VALUE",
      description = "Labels of the pods: all of them must hold.")
  private Map<String, String> labels = Map.of();

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      required = true,
      description = "Of the pods, and of the resource.")
  private String namespace = "";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A parameter of the kind, such as delay_ms=200. May be repeated.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "one, all, fixed, fixed-percent or random-max-percent. Default: one.")
  private String mode = "one";

  @Option(
      names = "--value",
      paramLabel = "N",
      description = "How many pods, or which percentage of them, where the mode needs it.")
  private String value = "";

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "After which Chaos Mesh ends it, 1s to 1h. Default: 30s.")
  private Duration lasting = Duration.ofSeconds(30);

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Of the resource. Default: ballast- and the kind.")
  private String name = "";

  @Option(names = "--apply", description = "Do it, and stay until it is over.")
  private boolean apply;

  @Option(
      names = "--patience",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long its beginning and its end may take. Default: 30s.")
  private Duration patience = Duration.ofSeconds(30);

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "Default: as kubectl finds it (KUBECONFIG, ~/.kube/config, the pod).")
  private String kubeconfig = "";

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "A context of the kubeconfig. Default: its current one.")
  private String context = "";

  private final Terminal terminal;

  FaultKubernetesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    ChaosOrder order =
        new ChaosOrder(
            name.isEmpty() ? "ballast-" + kind.replace('.', '-') : name,
            namespace,
            kind,
            parameters,
            labels,
            mode,
            value,
            lasting);
    List<String> problems = ChaosManifest.problems(order);
    if (!problems.isEmpty()) {
      throw CommandFailure.usage(String.join(System.lineSeparator(), problems));
    }
    Map<String, Object> manifest = ChaosManifest.of(order);
    terminal.out().print(ChaosControl.yaml(manifest));
    terminal.out().flush();
    return apply ? run(manifest) : Exit.OK;
  }

  private int run(Map<String, Object> manifest) throws InterruptedException {
    try (Cluster cluster =
            kubeconfig.isEmpty()
                ? Cluster.found(context)
                : Cluster.of(Path.of(kubeconfig), context);
        Interrupt interrupt = Interrupt.install()) {
      ChaosRun.Result result =
          new ChaosRun(
                  new ChaosControl(cluster, manifest),
                  InstantSource.system(),
                  time -> TimeUnit.MILLISECONDS.sleep(time.toMillis()),
                  terminal::progress)
              .run(lasting, patience, interrupt::isWished);
      terminal.out().println("# " + result.verdict() + ": " + result.evidence());
      terminal.out().flush();
      return result.verdict() == ChaosRun.Verdict.HEALED ? Exit.OK : Exit.BAD;
    } catch (ActuatorException e) {
      int code =
          switch (e.kind()) {
            case CONFLICT, REFUSED -> Exit.BAD;
            case NOT_FOUND, INVALID, UNSUPPORTED -> Exit.USAGE;
            case FORBIDDEN, UNREACHABLE -> Exit.UNREACHABLE;
          };
      throw new CommandFailure(code, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
  }
}
