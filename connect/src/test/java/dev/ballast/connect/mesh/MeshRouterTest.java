// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.control.actuator.Hold;
import dev.ballast.control.actuator.Routing;
import dev.ballast.control.actuator.Weights;
import dev.ballast.mesh.admin.AdminServer;
import dev.ballast.mesh.admin.WeightsRoute;
import dev.ballast.mesh.config.ConfigStore;
import dev.ballast.model.ServiceName;
import dev.ballast.model.mesh.Address;
import dev.ballast.model.mesh.Mesh;
import dev.ballast.model.mesh.Split;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.Source;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the mesh's own admin server and configuration store. */
final class MeshRouterTest {

  private static final ServiceName PAYMENTS = new ServiceName("payments");
  private static final Hold FOR_GOOD = new Hold.ForGood();
  private static final Hold LEASE = new Hold.Lease("rollout/payments", Duration.ofSeconds(10));

  private final AtomicLong time = new AtomicLong(1);
  private final AtomicReference<Mesh> inForce = new AtomicReference<>();
  private ConfigStore store;
  private AdminServer server;
  private MeshAdmin admin;
  private MeshRouter router;

  @BeforeEach
  void start() throws Exception {
    Mesh mesh =
        ConfigurationReader.readMesh(
                Source.of(
                    "mesh.yaml",
                    """
                    apiVersion: ballast.dev/v1
                    kind: Mesh
                    metadata: {name: us-east}
                    spec:
                      services:
                        - name: payments
                          listen: [127.0.0.1:0]
                          versions:
                            - {name: v1, endpoints: [127.0.0.1:25001]}
                            - {name: v2, endpoints: [127.0.0.1:25002]}
                          split: {v1: 100}
                    """))
            .mesh()
            .orElseThrow();
    inForce.set(mesh);
    store = new ConfigStore(mesh, inForce::set, time::get);
    server =
        AdminServer.start(Address.parse("127.0.0.1:0"), Map.of("weights", new WeightsRoute(store)));
    admin = new MeshAdmin(URI.create("http://127.0.0.1:" + server.port()));
    router = new MeshRouter(admin, PAYMENTS, "default");
  }

  @AfterEach
  void stop() {
    admin.close();
    server.close();
  }

  private Map<String, Integer> met() {
    return inForce.get().services().getFirst().routes().getFirst().split().weights();
  }

  private static Weights weights(int v1, int v2) {
    return new Weights(Map.of("v1", v1, "v2", v2));
  }

  @Test
  void readsTheVersionsThatGetNothingAsWell() {
    Routing now = router.read();
    assertThat(now.weights()).isEqualTo(weights(100, 0));
    assertThat(now.revision()).isEqualTo("1");
    assertThat(now.leasedBy()).isEmpty();
  }

  @Test
  void setsWeightsAndReadsBackWhatTrafficMeets() {
    Routing after = router.set(weights(90, 10), FOR_GOOD, router.read());
    assertThat(after.weights()).isEqualTo(weights(90, 10));
    assertThat(after.revision()).isEqualTo("2");
    assertThat(met()).isEqualTo(Map.of("v1", 90, "v2", 10));
  }

  @Test
  void keepsTheWeightsOfVersionsThatAreNotNamed() {
    router.set(new Weights(Map.of("v2", 50)), FOR_GOOD, router.read());
    assertThat(met()).isEqualTo(Map.of("v1", 100, "v2", 50));
  }

  @Test
  void planningWritesNothing() {
    assertThat(router.plan(weights(0, 100)).cautions())
        .containsExactlyInAnyOrder("v1 loses all of its traffic", "v2 gets all of the traffic");
    assertThat(store.state().revision()).isEqualTo(1);
  }

  @Test
  void writesNothingWhenSomebodyElseChangedTheWeights() {
    Routing seen = router.read();
    store.weigh(PAYMENTS, "default", new Split(Map.of("v1", 50, "v2", 50)), ConfigStore.ANY);
    assertThatThrownBy(() -> router.set(weights(0, 100), FOR_GOOD, seen))
        .isInstanceOfSatisfying(
            ActuatorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT))
        .hasMessage(
            "mesh route payments/default: somebody changed the weights from v1 100, v2 0 (revision 1)"
                + " to v1 50, v2 50 (revision 2). Fix: read it again, and decide upon what is there"
                + " now");
    assertThat(met()).isEqualTo(Map.of("v1", 50, "v2", 50));
  }

  @Test
  void goesOnWhenOnlyTheRevisionIsAnother() {
    Routing seen = router.read();
    store.replace(inForce.get(), ConfigStore.ANY);
    assertThat(router.set(weights(90, 10), FOR_GOOD, seen).revision()).isEqualTo("3");
  }

  @Test
  void aLeaseIsRenewedByTheSameOrderAndEndsWithItsOwner() {
    Routing leased = router.set(weights(90, 10), LEASE, router.read());
    assertThat(leased.leasedBy()).isEqualTo("rollout/payments");
    time.addAndGet(Duration.ofSeconds(9).toNanos());
    router.set(weights(90, 10), LEASE, leased);
    time.addAndGet(Duration.ofSeconds(9).toNanos());
    store.expire();
    assertThat(router.read().weights()).isEqualTo(weights(90, 10));
    time.addAndGet(Duration.ofSeconds(2).toNanos());
    store.expire();
    assertThat(router.read().weights()).isEqualTo(weights(100, 0));
    assertThatThrownBy(() -> router.set(weights(90, 10), LEASE, leased))
        .as("a renewal that comes too late does not bring the canary back")
        .isInstanceOfSatisfying(
            ActuatorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT));
  }

  @Test
  void givesALeaseBack() {
    Routing leased = router.set(weights(90, 10), LEASE, router.read());
    Routing after = router.release(leased);
    assertThat(after.weights()).isEqualTo(weights(100, 0));
    assertThat(after.leasedBy()).isEmpty();
    assertThat(router.release(after)).isEqualTo(after);
  }

  @Test
  void leavesWhatAnotherHasLeased() {
    Routing leased = router.set(weights(90, 10), LEASE, router.read());
    assertThatThrownBy(() -> router.set(weights(50, 50), FOR_GOOD, leased))
        .hasMessageContaining("rollout/payments holds a lease on these weights; release it");
    Hold other = new Hold.Lease("gameday", Duration.ofSeconds(1));
    assertThatThrownBy(() -> router.set(weights(50, 50), other, leased))
        .isInstanceOf(ActuatorException.class);
    assertThat(met()).isEqualTo(Map.of("v1", 90, "v2", 10));
  }

  @Test
  void saysThatTheRouteOrTheVersionIsNotThere() {
    assertThatThrownBy(() -> new MeshRouter(admin, PAYMENTS, "some").read())
        .isInstanceOfSatisfying(
            ActuatorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND))
        .hasMessage(
            "mesh route payments/some: no route some of a service payments. Fix: name a service"
                + " and a route of the mesh's configuration (GET /config)");
    assertThatThrownBy(() -> router.set(new Weights(Map.of("v3", 1)), FOR_GOOD, router.read()))
        .hasMessageContaining("v3: no such backend (expected: one of v1, v2)");
  }

  @Test
  void saysThatNobodyAnswers() {
    server.close();
    assertThatThrownBy(router::read)
        .isInstanceOfSatisfying(
            ActuatorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE))
        .hasMessageMatching(
            "mesh route payments/default: the mesh at http://127.0.0.1:\\d+ does not answer"
                + " \\(ConnectException\\). Fix: start it \\(ballast mesh --config FILE\\), or give"
                + " the address of its admin API");
  }

  @Test
  void wantsAnAddressThatCanBeAsked() {
    assertThatThrownBy(() -> new MeshAdmin(URI.create("localhost:7711")))
        .hasMessageContaining("(expected: a URL such as http://127.0.0.1:7711)");
    assertThat(List.of(router.place())).containsExactly("mesh route payments/default");
  }
}
