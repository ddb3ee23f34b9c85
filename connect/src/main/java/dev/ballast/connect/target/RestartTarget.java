// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.target;

import dev.ballast.connect.kubernetes.Cluster;
import dev.ballast.connect.kubernetes.WorkloadKind;
import dev.ballast.connect.kubernetes.WorkloadRestarter;
import dev.ballast.connect.process.ProcessAdmin;
import dev.ballast.connect.process.ProcessRestarter;
import dev.ballast.connect.systemd.UnitRestarter;
import dev.ballast.control.actuator.Restarter;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Something that can be started anew, as people name it. */
public sealed interface RestartTarget {

  String FORMS = ScaleTarget.FORMS + ", or systemd/UNIT";

  /** What can be scaled can be restarted. */
  record OfScale(ScaleTarget set) implements RestartTarget {}

  /** A unit of systemd on this machine. */
  record Unit(String name) implements RestartTarget {}

  /**
   * Reads a name such as {@code systemd/payments.service}.
   *
   * @throws IllegalArgumentException when it has none of the {@link #FORMS}
   */
  static RestartTarget parse(String text) {
    List<String> parts = List.of(text.split("/", -1));
    if (parts.size() == 2 && parts.getFirst().equals("systemd") && !parts.getLast().isBlank()) {
      return new Unit(parts.getLast());
    }
    try {
      return new OfScale(ScaleTarget.parse(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(text + " (expected: " + FORMS + ")", e);
    }
  }

  /**
   * Goes there, does something, and leaves.
   *
   * @param units of systemd that may be restarted
   */
  default <R> R with(Access access, Set<String> units, Function<Restarter, R> action) {
    return switch (this) {
      case Unit(String name) -> action.apply(new UnitRestarter("systemctl", name, units));
      case OfScale(
              ScaleTarget.Workload(WorkloadKind kind, String namespace, String name)) -> {
        try (Cluster cluster = access.cluster()) {
          yield action.apply(new WorkloadRestarter(cluster, kind, namespace, name));
        }
      }
      case OfScale(
              ScaleTarget.Processes(String region, String service, String version)) -> {
        try (ProcessAdmin admin = new ProcessAdmin(URI.create(access.orchestrator()))) {
          yield action.apply(new ProcessRestarter(admin, region, service, version));
        }
      }
    };
  }
}
