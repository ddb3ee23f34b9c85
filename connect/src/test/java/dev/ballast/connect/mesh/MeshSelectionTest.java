// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.rollout.CanaryEffect.CopyToPrimary;
import dev.ballast.control.rollout.CanaryEffect.SetRoutes;
import dev.ballast.control.rollout.CanaryState;
import dev.ballast.control.rollout.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that are chosen for the canary, and copies, against the admin servers of two meshes. */
final class MeshSelectionTest {

  private static final String AB =
      "iterations: 3, match: [{headers: {X-Canary: {exact: insider}}}, {uri: {prefix: /beta}}]";

  private final TwoMeshes meshes;
  private MeshPlatform platform;

  MeshSelectionTest() throws Exception {
    meshes = new TwoMeshes(TwoMeshes.BOTH, TwoMeshes.BOTH);
    platform = meshes.platform(AB, "rollout/payments");
  }

  @AfterEach
  void stop() {
    meshes.close();
  }

  private void chosen() {
    platform.perform(
        new SetRoutes(100, false), TwoMeshes.state(Phase.PROGRESSING, 100, "v2", "v1"));
  }

  @Test
  void requestsThatMatchAreTheCanarysInEveryRegionUntilItsOwnerIsGone() {
    chosen();
    assertThat(meshes.regions())
        .allSatisfy(
            r -> {
              assertThat(r.met().get("v1")).isEqualTo(100);
              assertThat(r.selection().version()).isEqualTo("v2");
              assertThat(r.selection().any()).hasSize(2);
            });
    meshes.pass(TwoMeshes.LEASE.minusSeconds(1));
    chosen();
    meshes.pass(TwoMeshes.LEASE.minusSeconds(1));
    meshes.expire();
    assertThat(meshes.regions()).allSatisfy(r -> assertThat(r.selection().active()).isTrue());
    meshes.leasesEnd();
    assertThat(meshes.regions())
        .allSatisfy(
            r -> {
              assertThat(r.selection().active()).isFalse();
              assertThat(r.store.state().leases()).isEmpty();
            });
  }

  @Test
  void renewingChangesNoTrafficAndSoNoRevision() {
    chosen();
    long revision = meshes.regions().getFirst().store.state().revision();
    chosen();
    assertThat(meshes.regions().getFirst().store.state().revision()).isEqualTo(revision);
  }

  @Test
  void aRollbackEndsTheSelectionAndAPromotionGoesOnFromIt() {
    chosen();
    platform.perform(new SetRoutes(0, false), TwoMeshes.state(Phase.FAILED, 0, "v2", "v1"));
    assertThat(meshes.regions()).allSatisfy(r -> assertThat(r.store.state().leases()).isEmpty());
    chosen();
    List<String> met = new ArrayList<>();
    meshes.regions().getFirst().watch(met);
    platform.perform(new CopyToPrimary("v2"), TwoMeshes.state(Phase.PROMOTING, 100, "v2", "v2"));
    assertThat(met).containsExactly("v2 and selected", "v2");
    assertThat(meshes.regions()).allSatisfy(r -> assertThat(r.store.state().leases()).isEmpty());
  }

  @Test
  void copiesAreLeasedAndGiveWayToAShare() {
    platform = meshes.platform("stepWeight: 5, mirror: true, mirrorWeight: 25", "rollout/payments");
    platform.perform(new SetRoutes(0, true), copied(Phase.PROGRESSING));
    assertThat(meshes.regions())
        .allSatisfy(
            r -> {
              assertThat(r.met().get("v1")).isEqualTo(100);
              assertThat(r.mirror().version()).isEqualTo("v2");
              assertThat(r.mirror().share().value()).isEqualTo(0.25);
            });
    platform.perform(new SetRoutes(5, false), TwoMeshes.state(Phase.PROGRESSING, 5, "v2", "v1"));
    assertThat(meshes.regions())
        .allSatisfy(
            r -> {
              assertThat(r.met().get("v2")).isEqualTo(5);
              assertThat(r.mirror().active()).isFalse();
            });
    platform.perform(new SetRoutes(0, true), copied(Phase.PROGRESSING));
    meshes.leasesEnd();
    assertThat(meshes.regions()).allSatisfy(r -> assertThat(r.mirror().active()).isFalse());
  }

  @Test
  void aSelectionOfSomebodyElseIsNotOverwrittenAndNotReleased() {
    chosen();
    MeshPlatform other = meshes.platform(AB, "rollout/other");
    assertThatThrownBy(
            () ->
                other.perform(
                    new SetRoutes(100, false), TwoMeshes.state(Phase.PROGRESSING, 100, "v2", "v1")))
        .hasMessageContaining("rollout/payments has a canary of payments already");
    other.perform(new SetRoutes(0, false), TwoMeshes.state(Phase.FAILED, 0, "v2", "v1"));
    assertThat(meshes.regions()).allSatisfy(r -> assertThat(r.selection().active()).isTrue());
  }

  @Test
  void aVersionThatIsGoneIsSaid() {
    assertThatThrownBy(
            () ->
                platform.perform(
                    new SetRoutes(100, false), TwoMeshes.state(Phase.PROGRESSING, 100, "v9", "v1")))
        .hasMessageContaining("version: v9 (expected: a version of payments)");
  }

  private static CanaryState copied(Phase phase) {
    CanaryState plain = TwoMeshes.state(phase, 0, "v2", "v1");
    return new CanaryState(
        plain.phase(),
        0,
        0,
        1,
        true,
        "v2",
        "v1",
        "v1",
        plain.question(),
        plain.stage(),
        false,
        Instant.MAX,
        TwoMeshes.NOW,
        "");
  }
}
