// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.target;

import dev.ballast.connect.kubernetes.Cluster;
import dev.ballast.connect.kubernetes.WorkloadKind;
import dev.ballast.connect.kubernetes.WorkloadScaler;
import dev.ballast.connect.process.ProcessAdmin;
import dev.ballast.connect.process.ProcessScaler;
import dev.ballast.control.actuator.Scaler;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Something that can have more or fewer instances, as people name it. */
public sealed interface ScaleTarget {

  String FORMS =
      "deployment/NAMESPACE/NAME, statefulset/NAMESPACE/NAME or process/REGION/SERVICE[/VERSION]";

  /** A workload in Kubernetes. */
  record Workload(WorkloadKind kind, String namespace, String name) implements ScaleTarget {}

  /** Plain processes; an empty version is the only one there is. */
  record Processes(String region, String service, String version) implements ScaleTarget {}

  Map<String, WorkloadKind> KINDS =
      Map.of("deployment", WorkloadKind.DEPLOYMENT, "statefulset", WorkloadKind.STATEFUL_SET);

  /**
   * Reads a name such as {@code deployment/shop/checkout}.
   *
   * @throws IllegalArgumentException when it has none of the {@link #FORMS}
   */
  static ScaleTarget parse(String text) {
    List<String> parts = Arrays.asList(text.split("/", -1));
    String kind = parts.getFirst().toLowerCase(Locale.ROOT);
    int size = parts.stream().anyMatch(String::isBlank) ? 0 : parts.size();
    WorkloadKind workload = KINDS.get(kind);
    if (workload != null && size == 3) {
      return new Workload(workload, parts.get(1), parts.get(2));
    }
    if (kind.equals("process") && (size == 3 || size == 4)) {
      return new Processes(parts.get(1), parts.get(2), size == 4 ? parts.get(3) : "");
    }
    throw new IllegalArgumentException(text + " (expected: " + FORMS + ")");
  }

  /** Goes there, does something, and leaves. */
  default <R> R with(Access access, Function<Scaler, R> action) {
    return switch (this) {
      case Workload(WorkloadKind kind, String namespace, String name) -> {
        try (Cluster cluster = access.cluster()) {
          yield action.apply(new WorkloadScaler(cluster, kind, namespace, name));
        }
      }
      case Processes(String region, String service, String version) -> {
        try (ProcessAdmin admin = new ProcessAdmin(URI.create(access.orchestrator()))) {
          yield action.apply(new ProcessScaler(admin, region, service, version));
        }
      }
    };
  }
}
