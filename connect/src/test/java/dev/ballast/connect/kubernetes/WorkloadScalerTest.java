// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.control.actuator.Replicas;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The CRUD mock has no scale subresource; {@link MockCluster} puts one over its Deployments. */
final class WorkloadScalerTest {

  private static final String PATH = "/apis/apps/v1/namespaces/shop/deployments/checkout";

  private final MockCluster mock = new MockCluster();
  private final Cluster cluster = mock.cluster();
  private final WorkloadScaler scaler =
      new WorkloadScaler(cluster, WorkloadKind.DEPLOYMENT, "shop", "checkout");

  @BeforeEach
  void create() {
    mock.create(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: checkout, namespace: shop, annotations: {a: b}}
        spec: {replicas: 3, selector: {matchLabels: {app: checkout}}}
        status: {replicas: 2}
        """);
  }

  @AfterEach
  void stop() {
    mock.close();
  }

  @Test
  void readsWhatIsWantedAndWhatRuns() {
    Replicas now = scaler.read();
    assertThat(now.wanted()).isEqualTo(3);
    assertThat(now.present()).isEqualTo(2);
    assertThat(now.revision()).isNotEmpty();
  }

  @Test
  void setsReplicasThroughTheScaleSubresourceOnly() {
    assertThat(scaler.set(5, scaler.read()).wanted()).isEqualTo(5);
    assertThat(mock.stored(PATH).getAdditionalProperties().toString()).contains("replicas=5");
    assertThat(mock.requests())
        .filteredOn(request -> !request.startsWith("POST"))
        .allMatch(request -> request.endsWith("/scale"));
  }

  @Test
  void planningWritesNothing() {
    assertThat(scaler.plan(0).cautions())
        .containsExactly("nothing is left to answer: Deployment shop/checkout goes to 0");
    assertThat(mock.requests()).noneMatch(request -> request.startsWith("PUT"));
  }

  @Test
  void goesOnWhenSomethingElseOfTheWorkloadChanged() {
    Replicas seen = scaler.read();
    mock.afterTheNextRead(json -> json.replace("\"a\":\"b\"", "\"a\":\"c\""));
    assertThat(scaler.set(5, seen).wanted()).isEqualTo(5);
    assertThat(mock.stored(PATH).getMetadata().getAnnotations()).containsEntry("a", "c");
  }

  @Test
  void leavesANumberThatAnAutoscalerChangedMeanwhile() {
    Replicas seen = scaler.read();
    mock.afterTheNextRead(json -> json.replace("\"replicas\":3", "\"replicas\":8"));
    assertThatThrownBy(() -> scaler.set(5, seen))
        .isInstanceOfSatisfying(
            ActuatorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT))
        .hasMessageContaining("somebody, perhaps an autoscaler, changed the replicas from 3");
    assertThat(scaler.read().wanted()).isEqualTo(8);
  }

  @Test
  void aNumberThatIsSetAlreadyIsNotWrittenAgain() {
    scaler.set(3, scaler.read());
    assertThat(mock.requests()).noneMatch(request -> request.startsWith("PUT"));
  }

  @Test
  void scalesStatefulSetsToo() {
    mock.create(
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: ledger, namespace: shop}
        spec: {replicas: 1, serviceName: ledger, selector: {matchLabels: {app: ledger}}}
        """);
    WorkloadScaler sets = new WorkloadScaler(cluster, WorkloadKind.STATEFUL_SET, "shop", "ledger");
    assertThat(sets.set(0, sets.read()).wanted()).isZero();
  }

  @Test
  void saysThatTheWorkloadIsNotThere() {
    assertThatThrownBy(
            () -> new WorkloadScaler(cluster, WorkloadKind.DEPLOYMENT, "shop", "chekout").read())
        .isInstanceOfSatisfying(
            ActuatorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND))
        .hasMessageStartingWith("Deployment shop/chekout: not found in the cluster. Fix: check");
  }

  @Test
  void refusesANumberThatCannotBeMeant() {
    assertThatThrownBy(() -> scaler.plan(-1))
        .hasMessageContaining("replicas: -1 (expected: 0 to 10000)");
    assertThatThrownBy(() -> scaler.set(10_001, scaler.read()))
        .isInstanceOf(ActuatorException.class);
  }

  @Test
  void saysWhatRightIsMissing() {
    mock.refuse(403, "Forbidden", "no");
    assertThatThrownBy(scaler::read)
        .hasMessageContaining(
            "may not get deployments.apps/scale: no. Fix: grant the verbs get and")
        .hasMessageContaining("update on deployments.apps/scale in namespace shop");
  }
}
