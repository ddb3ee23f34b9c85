// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.rollout.CanaryEffect.CopyToPrimary;
import dev.ballast.control.rollout.CanaryEffect.Initialize;
import dev.ballast.control.rollout.CanaryEffect.Restore;
import dev.ballast.control.rollout.CanaryEffect.SetRoutes;
import dev.ballast.control.rollout.CanaryState;
import dev.ballast.control.rollout.Observed;
import dev.ballast.control.rollout.Phase;
import dev.ballast.mesh.config.ConfigStore;
import dev.ballast.model.ServiceName;
import dev.ballast.model.mesh.Split;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Versions and shares, against the admin servers of two meshes. */
final class MeshPlatformTest {

  private static final ServiceName PAYMENTS = new ServiceName("payments");
  private static final String STEPS = "stepWeight: 5";

  private final TwoMeshes meshes;
  private final MeshPlatform platform;

  MeshPlatformTest() throws Exception {
    meshes = new TwoMeshes(TwoMeshes.BOTH, TwoMeshes.BOTH);
    platform = meshes.platform(STEPS, "rollout/payments");
  }

  @AfterEach
  void stop() {
    meshes.close();
  }

  private void shares(int weight) {
    platform.perform(
        new SetRoutes(weight, false), TwoMeshes.state(Phase.PROGRESSING, weight, "v2", "v1"));
  }

  @Test
  void beforeTheFirstRolloutThePrimaryIsWhatHasTheTraffic() {
    platform.perform(new Initialize(), CanaryState.begin(TwoMeshes.NOW));
    assertThat(platform.observe(CanaryState.begin(TwoMeshes.NOW)).seen())
        .isEqualTo(new Observed("v1", true, true));
  }

  @Test
  void whatStandsLastIsTheNewRevision() {
    Observed seen = platform.observe(TwoMeshes.state(Phase.INITIALIZED, 0, "v1", "v1")).seen();
    assertThat(seen).isEqualTo(new Observed("v2", true, true));
  }

  @Test
  void theNewestBeingThePrimaryNothingIsNew() {
    Observed seen = platform.observe(TwoMeshes.state(Phase.SUCCEEDED, 0, "v2", "v2")).seen();
    assertThat(seen.revision()).isEqualTo("v2");
  }

  @Test
  void aVersionThatOneRegionDoesNotHaveYetIsNotNew() throws Exception {
    try (var one = new TwoMeshes(TwoMeshes.BOTH, "{name: v1, endpoints: [127.0.0.1:25001]}")) {
      var sight =
          one.platform(STEPS, "rollout/payments")
              .observe(TwoMeshes.state(Phase.INITIALIZED, 0, "v1", "v1"));
      assertThat(sight.seen().revision()).isEqualTo("v1");
      assertThat(sight.caution()).startsWith("v2: not in every mesh");
    }
  }

  @Test
  void aVersionIsReadyWhenItHasAUsableEndpointInEveryRegion() {
    meshes.regions().get(1).drain("v2", "127.0.0.1:25002");
    Observed seen = platform.observe(TwoMeshes.state(Phase.PROGRESSING, 0, "v2", "v1")).seen();
    assertThat(seen.canaryReady()).isFalse();
    assertThat(seen.primaryReady()).isTrue();
  }

  @Test
  void aShareIsSetEverywhereAndComesBackWhenNobodyRenewsIt() {
    shares(25);
    assertThat(meshes.regions())
        .allSatisfy(r -> assertThat(r.met()).isEqualTo(Map.of("v1", 75, "v2", 25)));
    meshes.leasesEnd();
    assertThat(meshes.regions()).allSatisfy(r -> assertThat(r.met().get("v1")).isEqualTo(100));
  }

  @Test
  void renewedInTimeAShareStays() {
    shares(25);
    meshes.pass(TwoMeshes.LEASE.minusSeconds(1));
    shares(25);
    meshes.pass(TwoMeshes.LEASE.minusSeconds(1));
    meshes.expire();
    assertThat(meshes.regions()).allSatisfy(r -> assertThat(r.met().get("v2")).isEqualTo(25));
  }

  @Test
  void aPromotionHoldsForGood() {
    shares(50);
    platform.perform(new CopyToPrimary("v2"), TwoMeshes.state(Phase.PROMOTING, 50, "v2", "v2"));
    meshes.leasesEnd();
    assertThat(meshes.regions())
        .allSatisfy(
            r -> {
              assertThat(r.met().getOrDefault("v1", 0)).isZero();
              assertThat(r.met().get("v2")).isEqualTo(100);
            });
  }

  @Test
  void goingBackFromAPromotionIsOneChange() {
    platform.perform(new CopyToPrimary("v2"), TwoMeshes.state(Phase.PROMOTING, 50, "v2", "v2"));
    platform.perform(new Restore("v1"), TwoMeshes.state(Phase.FAILED, 0, "v2", "v1"));
    assertThat(meshes.regions()).allSatisfy(r -> assertThat(r.met().get("v1")).isEqualTo(100));
  }

  @Test
  void aRollbackGivesTheLeaseBackAtOnce() {
    shares(50);
    platform.perform(new SetRoutes(0, false), TwoMeshes.state(Phase.FAILED, 0, "v2", "v1"));
    assertThat(meshes.regions())
        .allSatisfy(
            r -> {
              assertThat(r.met().get("v1")).isEqualTo(100);
              assertThat(r.store.state().leases()).isEmpty();
            });
  }

  @Test
  void oneMeshThatIsDownDoesNotKeepTheOtherFromARollback() {
    shares(50);
    meshes.regions().getFirst().server.close();
    CanaryState failed = TwoMeshes.state(Phase.FAILED, 0, "v2", "v1");
    assertThatThrownBy(() -> platform.perform(new SetRoutes(0, false), failed))
        .isInstanceOfSatisfying(
            ActuatorException.class,
            e -> assertThat(e.kind()).isEqualTo(ActuatorException.Kind.UNREACHABLE));
    assertThat(meshes.regions().get(1).met().get("v1")).isEqualTo(100);
  }

  @Test
  void somebodyElsesLeaseIsNotOverwritten() {
    meshes
        .regions()
        .getFirst()
        .store
        .lease(
            PAYMENTS,
            "default",
            new Split(Map.of("v1", 60, "v2", 40)),
            "failover",
            TwoMeshes.LEASE,
            ConfigStore.ANY);
    assertThatThrownBy(() -> shares(5)).hasMessageContaining("failover");
  }

  @Test
  void aServiceThatNoMeshHasIsSaidSo() {
    MeshPlatform nowhere = meshes.platform("nobody", STEPS, "rollout/nobody");
    assertThatThrownBy(() -> nowhere.observe(CanaryState.begin(TwoMeshes.NOW)))
        .hasMessageContaining("no mesh has this service");
  }
}
