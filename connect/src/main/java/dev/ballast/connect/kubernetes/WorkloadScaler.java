// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.kubernetes;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.control.actuator.Agreement;
import dev.ballast.control.actuator.Replicas;
import dev.ballast.control.actuator.ScaleChange;
import dev.ballast.control.actuator.Scaler;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import java.util.Optional;

/**
 * The scale subresource of a Deployment or StatefulSet, under its {@code resourceVersion}. An
 * account that may scale need not be allowed to change anything else of the workload.
 */
public final class WorkloadScaler implements Scaler {

  /** More instances than any one workload of a cluster has: a typing error. */
  private static final int MOST = 10_000;

  private static final String SCALE = "/scale";

  private final Workload workload;

  public WorkloadScaler(Cluster cluster, WorkloadKind kind, String namespace, String name) {
    this.workload = new Workload(cluster, kind, namespace, name);
  }

  @Override
  public String place() {
    return workload.place();
  }

  @Override
  public Replicas read() {
    return replicas(scale());
  }

  @Override
  public ScaleChange plan(int wanted) {
    return new ScaleChange(read(), checked(wanted));
  }

  @Override
  public Replicas set(int wanted, Replicas seen) {
    checked(wanted);
    return Agreement.reach(
        workload.place(),
        this::scale,
        now -> conflict(replicas(now), seen),
        now -> replicas(now).wanted() == wanted ? Optional.of(replicas(now)) : write(now, wanted));
  }

  private int checked(int wanted) {
    if (wanted < 0 || wanted > MOST) {
      throw new ActuatorException(
          Kind.INVALID,
          workload.place(),
          "replicas: " + wanted + " (expected: 0 to " + MOST + ")",
          "give the number of instances that should run");
    }
    return wanted;
  }

  private static Optional<String> conflict(Replicas now, Replicas seen) {
    return now.wanted() == seen.wanted()
        ? Optional.empty()
        : Optional.of(
            "somebody, perhaps an autoscaler, changed the replicas from %d (revision %s) to %d (revision %s)"
                .formatted(seen.wanted(), seen.revision(), now.wanted(), now.revision()));
  }

  private Optional<Replicas> write(Scale now, int wanted) {
    now.getSpec().setReplicas(wanted);
    return workload
        .cluster()
        .write(workload.question("update", SCALE), client -> workload.in(client).scale(now))
        .map(this::replicas);
  }

  private Scale scale() {
    return workload.get(SCALE, client -> workload.in(client).scale());
  }

  private Replicas replicas(Scale scale) {
    String version = scale.getMetadata().getResourceVersion();
    Integer wanted = scale.getSpec().getReplicas();
    Integer present = scale.getStatus() == null ? null : scale.getStatus().getReplicas();
    return new Replicas(
        workload.place(),
        version == null ? "" : version,
        // The API leaves out zeros.
        wanted == null ? 0 : wanted,
        present == null ? 0 : present);
  }
}
