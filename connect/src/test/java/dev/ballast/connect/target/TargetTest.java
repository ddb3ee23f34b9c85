// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.connect.kubernetes.RouteKind;
import dev.ballast.connect.kubernetes.WorkloadKind;
import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.Router;
import dev.ballast.control.actuator.Scaler;
import dev.ballast.model.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetTest {

  @TempDir private Path folder;

  @Test
  void readsEveryForm() {
    assertThat(RouteTarget.parse("mesh/payments"))
        .isEqualTo(new RouteTarget.Mesh(new ServiceName("payments"), "default"));
    assertThat(RouteTarget.parse("mesh/payments/testers"))
        .isEqualTo(new RouteTarget.Mesh(new ServiceName("payments"), "testers"));
    assertThat(RouteTarget.parse("HTTPRoute/shop/checkout"))
        .isEqualTo(new RouteTarget.Resource(RouteKind.HTTP_ROUTE, "shop", "checkout", ""));
    assertThat(RouteTarget.parse("virtualservice/shop/checkout/canary"))
        .isEqualTo(
            new RouteTarget.Resource(RouteKind.VIRTUAL_SERVICE, "shop", "checkout", "canary"));
    assertThat(RouteTarget.parse("haproxy/pay")).isEqualTo(new RouteTarget.Haproxy("pay"));
    assertThat(ScaleTarget.parse("statefulset/shop/ledger"))
        .isEqualTo(new ScaleTarget.Workload(WorkloadKind.STATEFUL_SET, "shop", "ledger"));
    assertThat(ScaleTarget.parse("process/us-east/inventory"))
        .isEqualTo(new ScaleTarget.Processes("us-east", "inventory", ""));
    assertThat(ScaleTarget.parse("process/us-east/payments/v2.3.1"))
        .isEqualTo(new ScaleTarget.Processes("us-east", "payments", "v2.3.1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mesh", "mesh/", "httproute/checkout", "haproxy/a/b", "ingress/a/b"})
  void namesTheFormsWhenItIsNoneOfThem(String text) {
    assertThatThrownBy(() -> RouteTarget.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(text + " (expected: " + RouteTarget.FORMS + ")");
    assertThatThrownBy(() -> ScaleTarget.parse(text))
        .hasMessage(text + " (expected: " + ScaleTarget.FORMS + ")");
  }

  @Test
  void goesWhereTheAccessSays() {
    Access nowhere = new Access("http://127.0.0.1:25998", "", "", folder + "/none.sock", "http://127.0.0.1:25995");
    assertThatThrownBy(() -> RouteTarget.parse("mesh/payments").with(nowhere, Router::read))
        .isInstanceOf(ActuatorException.class)
        .hasMessageContaining("the mesh at http://127.0.0.1:25998 does not answer");
    assertThatThrownBy(() -> RouteTarget.parse("haproxy/pay").with(nowhere, Router::read))
        .hasMessageContaining("HAProxy's socket " + folder + "/none.sock does not answer");
    assertThatThrownBy(() -> ScaleTarget.parse("process/us-east/auth").with(nowhere, Scaler::read))
        .hasMessageContaining("the orchestrator at http://127.0.0.1:25995 does not answer");
  }

  @Test
  void takesTheClusterOfAKubeconfigAndItsContext() throws IOException {
    Path file = folder.resolve("kubeconfig");
    Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        current-context: near
        clusters:
          - {name: near, cluster: {server: "http://127.0.0.1:25997"}}
          - {name: far, cluster: {server: "http://127.0.0.1:25996"}}
        contexts:
          - {name: near, context: {cluster: near, user: me}}
          - {name: far, context: {cluster: far, user: me}}
        users: [{name: me, user: {}}]
        """);
    RouteTarget target = RouteTarget.parse("httproute/shop/checkout");
    assertThatThrownBy(() -> target.with(access(file, ""), Router::read))
        .hasMessageContaining("the API server at http://127.0.0.1:25997")
        .hasMessageContaining("does not answer (");
    assertThatThrownBy(() -> target.with(access(file, "far"), Router::read))
        .hasMessageContaining("the API server at http://127.0.0.1:25996");
    assertThatThrownBy(() -> target.with(access(file, "fra"), Router::read))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("context: fra (expected: one of far, near)");
    assertThatThrownBy(() -> target.with(access(folder.resolve("no"), ""), Router::read))
        .hasMessageContaining("(expected: a file that can be read)");
  }

  private static Access access(Path kubeconfig, String context) {
    return new Access("http://127.0.0.1:1", kubeconfig.toString(), context, "/none", "http://127.0.0.1:1");
  }
}
