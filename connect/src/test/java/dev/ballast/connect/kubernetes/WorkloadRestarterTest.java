// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.control.actuator.Lives;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WorkloadRestarterTest {

  private static final String PATH = "/apis/apps/v1/namespaces/shop/deployments/checkout";

  private final MockCluster mock = new MockCluster();
  private final WorkloadRestarter restarter =
      new WorkloadRestarter(mock.cluster(), WorkloadKind.DEPLOYMENT, "shop", "checkout");

  @BeforeEach
  void create() {
    mock.create(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: checkout, namespace: shop}
        spec:
          replicas: 3
          selector: {matchLabels: {app: checkout}}
          template: {metadata: {labels: {app: checkout}, annotations: {a: b}}, spec: {containers: []}}
        """);
  }

  @AfterEach
  void stop() {
    mock.close();
  }

  @Test
  void replacesThePodsOnceForOneKey() {
    Lives seen = restarter.read();
    assertThat(seen.count()).isEqualTo(3);

    restarter.restart(seen, "heal-1-1");
    restarter.restart(seen, "heal-1-1"); // The same wish, after an answer was lost.

    assertThat(restarter.read().gone(seen.lives())).isEqualTo(1);
    assertThat(mock.stored(PATH).getAdditionalProperties().toString())
        .contains("ballast.dev/restarted-by=heal-1-1", "a=b", "replicas=3");
    assertThat(mock.requests()).filteredOn(request -> request.startsWith("PUT")).hasSize(1);
  }

  @Test
  void doesNotRestartWhatSomebodyHasRestartedSince() {
    Lives seen = restarter.read();
    restarter.restart(seen, "heal-1-1");
    assertThatThrownBy(() -> restarter.restart(seen, "heal-2-1"))
        .hasMessageContaining("somebody restarted it: heal-1-1")
        .extracting(e -> ((ActuatorException) e).kind())
        .isEqualTo(Kind.CONFLICT);
  }

  @Test
  void goesOnWhenSomethingElseWasWrittenMeanwhile() {
    Lives seen = restarter.read();
    mock.afterTheNextRead(json -> json.replace("\"replicas\":3", "\"replicas\":4"));
    restarter.restart(seen, "heal-1-1");
    assertThat(mock.stored(PATH).getAdditionalProperties().toString())
        .contains("heal-1-1", "replicas=4");
  }

  @Test
  void saysWhichRightIsMissing() {
    mock.refuse(403, "Forbidden", "no");
    assertThatThrownBy(restarter::read)
        .hasMessageContaining("grant the verbs get and update on deployments.apps");
  }
}
