// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.target;

import dev.ballast.connect.kubernetes.Cluster;
import dev.ballast.connect.kubernetes.WorkloadKind;
import dev.ballast.connect.kubernetes.WorkloadScaler;
import dev.ballast.control.actuator.Scaler;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Something that can have more or fewer instances, as people name it. */
public record ScaleTarget(WorkloadKind kind, String namespace, String name) {

  public static final String FORMS = "deployment/NAMESPACE/NAME or statefulset/NAMESPACE/NAME";

  private static final Map<String, WorkloadKind> KINDS =
      Map.of("deployment", WorkloadKind.DEPLOYMENT, "statefulset", WorkloadKind.STATEFUL_SET);

  /**
   * Reads a name such as {@code deployment/shop/checkout}.
   *
   * @throws IllegalArgumentException when it has none of the {@link #FORMS}
   */
  public static ScaleTarget parse(String text) {
    List<String> parts = Arrays.asList(text.split("/", -1));
    WorkloadKind kind = KINDS.get(parts.getFirst().toLowerCase(Locale.ROOT));
    if (kind == null || parts.size() != 3 || parts.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(text + " (expected: " + FORMS + ")");
    }
    return new ScaleTarget(kind, parts.get(1), parts.get(2));
  }

  /** Goes there, does something, and leaves. */
  public <R> R with(Access access, Function<Scaler, R> action) {
    try (Cluster cluster = access.cluster()) {
      return action.apply(new WorkloadScaler(cluster, kind, namespace, name));
    }
  }
}
