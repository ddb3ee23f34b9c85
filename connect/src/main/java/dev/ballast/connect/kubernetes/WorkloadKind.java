// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;

/** The kinds of workloads that have the scale subresource. */
public enum WorkloadKind {
  DEPLOYMENT("Deployment", "deployments.apps"),
  STATEFUL_SET("StatefulSet", "statefulsets.apps");

  private final String kind;
  private final String resource;

  WorkloadKind(String kind, String resource) {
    this.kind = kind;
    this.resource = resource;
  }

  String kind() {
    return kind;
  }

  /** As RBAC names it. */
  String resource() {
    return resource;
  }

  RollableScalableResource<?> of(KubernetesClient client, String namespace, String name) {
    return switch (this) {
      case DEPLOYMENT -> client.apps().deployments().inNamespace(namespace).withName(name);
      case STATEFUL_SET -> client.apps().statefulSets().inNamespace(namespace).withName(name);
    };
  }
}
