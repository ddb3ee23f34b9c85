// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.kubernetes;

import dev.ballast.control.actuator.Agreement;
import dev.ballast.control.actuator.Lives;
import dev.ballast.control.actuator.Restarter;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Replaces all pods of a workload as {@code kubectl rollout restart} does: an annotation of the pod
 * template changes, and Kubernetes rolls by the workload's own strategy. The annotation holds the
 * key of who wanted it, so the same wish is never carried out twice.
 */
public final class WorkloadRestarter implements Restarter {

  static final String ANNOTATION = "ballast.dev/restarted-by";

  private static final String LIFE = "pods";

  private final Workload workload;

  public WorkloadRestarter(Cluster cluster, WorkloadKind kind, String namespace, String name) {
    this.workload = new Workload(cluster, kind, namespace, name);
  }

  @Override
  public String place() {
    return workload.place();
  }

  @Override
  public Lives read() {
    return lives(get());
  }

  @Override
  public void restart(Lives seen, String key) {
    var _ =
        Agreement.reach(
            workload.place(),
            this::get,
            now ->
                annotation(now).equals(key) || lives(now).gone(seen.lives()) == 0
                    ? Optional.empty()
                    : Optional.of("somebody restarted it: " + annotation(now)),
            now -> annotation(now).equals(key) ? Optional.of(now) : write(now, key));
  }

  private Optional<HasMetadata> write(HasMetadata now, String key) {
    Map<String, String> annotations = new HashMap<>();
    PodTemplateSpec template = template(now);
    if (template.getMetadata().getAnnotations() != null) {
      annotations.putAll(template.getMetadata().getAnnotations());
    }
    annotations.put(ANNOTATION, key);
    template.getMetadata().setAnnotations(annotations);
    return workload
        .cluster()
        .write(workload.question("update", ""), client -> client.resource(now).update());
  }

  private Lives lives(HasMetadata now) {
    Integer replicas =
        switch (now) {
          case Deployment deployment -> deployment.getSpec().getReplicas();
          case StatefulSet set -> set.getSpec().getReplicas();
          default -> throw new IllegalStateException("kind: " + now.getKind());
        };
    return new Lives(
        workload.place(),
        new TreeMap<>(Map.of(LIFE, annotation(now))),
        replicas == null ? 1 : replicas); // The API's own default.
  }

  private static String annotation(HasMetadata now) {
    Map<String, String> annotations = template(now).getMetadata().getAnnotations();
    return annotations == null
        ? "as deployed"
        : annotations.getOrDefault(ANNOTATION, "as deployed");
  }

  private static PodTemplateSpec template(HasMetadata now) {
    PodTemplateSpec template =
        switch (now) {
          case Deployment deployment -> deployment.getSpec().getTemplate();
          case StatefulSet set -> set.getSpec().getTemplate();
          default -> throw new IllegalStateException("kind: " + now.getKind());
        };
    if (template.getMetadata() == null) {
      template.setMetadata(new ObjectMeta());
    }
    return template;
  }

  private HasMetadata get() {
    return workload.get("", client -> (HasMetadata) workload.in(client).get());
  }
}
