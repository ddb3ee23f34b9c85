// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.kubernetes;

import dev.ballast.connect.kubernetes.Cluster.Question;
import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One workload of a cluster, and how it is asked for. */
record Workload(Cluster cluster, WorkloadKind kind, String namespace, String name) {

  /** As people write it. */
  String place() {
    return kind.kind() + " " + namespace + "/" + name;
  }

  RollableScalableResource<?> in(KubernetesClient client) {
    return kind.of(client, namespace, name);
  }

  /**
   * What is there now.
   *
   * @param part of it, such as {@code /scale}; empty: all
   * @throws ActuatorException when there is none of that name
   */
  <T> T get(String part, Function<KubernetesClient, T> call) {
    @Nullable T found = cluster.ask(question("get", part), call);
    if (found == null) {
      throw new ActuatorException(
          Kind.NOT_FOUND,
          place(),
          "not found in the cluster",
          "check its name and namespace: kubectl get " + kind.resource() + " -n " + namespace);
    }
    return found;
  }

  Question question(String verb, String part) {
    return new Question(place(), verb, kind.resource() + part, namespace);
  }
}
