// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.actuator;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.connect.target.Access;
import dev.ballast.control.actuator.ActuatorException;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Where the systems are, and how their refusals end a command. */
final class AccessOptions {

  @Option(
      names = "--mesh",
      paramLabel = "URL",
      description = "For mesh/…: the mesh's admin API. Default: http://127.0.0.1:7711.")
  private String mesh = Access.DEFAULT.mesh();

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description =
          "For Kubernetes. Default: as kubectl finds it (KUBECONFIG, ~/.kube/config, the pod).")
  private String kubeconfig = Access.DEFAULT.kubeconfig();

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "For Kubernetes: a context of the kubeconfig. Default: its current one.")
  private String context = Access.DEFAULT.context();

  @Option(
      names = "--socket",
      paramLabel = "PATH|HOST:PORT",
      description =
          "For haproxy/…: its stats socket, at level admin. Default: /run/haproxy/admin.sock.")
  private String socket = Access.DEFAULT.haproxy();

  @Option(
      names = "--orchestrator",
      paramLabel = "URL",
      description =
          "For process/…: what runs them (docs/routing.md). Default: http://127.0.0.1:7280, the"
              + " demo's.")
  private String orchestrator = Access.DEFAULT.orchestrator();

  Access access() {
    return new Access(mesh, kubeconfig, context, socket, orchestrator);
  }

  /** What the place says, as an exit code: 1 it did not do it, 2 no sense, 3 no way there. */
  static <R> R told(Supplier<R> action) {
    try {
      return action.get();
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
