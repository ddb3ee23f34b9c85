// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.Hold;
import dev.ballast.control.rollout.CanaryEffect.CopyToPrimary;
import dev.ballast.control.rollout.CanaryEffect.Initialize;
import dev.ballast.control.rollout.CanaryEffect.Restore;
import dev.ballast.control.rollout.CanaryEffect.SetRoutes;
import dev.ballast.control.rollout.CanaryState;
import dev.ballast.control.rollout.Observed;
import dev.ballast.control.rollout.Phase;
import dev.ballast.control.rollout.Question;
import dev.ballast.control.rollout.StageState;
import dev.ballast.mesh.admin.AdminServer;
import dev.ballast.mesh.admin.CanaryRoute;
import dev.ballast.mesh.admin.EndpointsRoute;
import dev.ballast.mesh.admin.WeightsRoute;
import dev.ballast.mesh.config.ConfigStore;
import dev.ballast.mesh.upstream.EndpointKey;
import dev.ballast.mesh.upstream.Fleet;
import dev.ballast.model.ServiceName;
import dev.ballast.model.mesh.Address;
import dev.ballast.model.mesh.Mesh;
import dev.ballast.model.mesh.MeshService;
import dev.ballast.model.mesh.Mirror;
import dev.ballast.model.mesh.Selection;
import dev.ballast.model.mesh.Split;
import dev.ballast.model.rollout.Canary;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.ReaderOptions;
import dev.ballast.model.yaml.Source;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the admin servers of two meshes, with a clock of their own. */
final class MeshPlatformTest {

  private static final ServiceName PAYMENTS = new ServiceName("payments");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final AtomicLong time = new AtomicLong(1);
  private final List<Region> regions = new ArrayList<>();
  private MeshPlatform platform;

  /** One mesh and what traffic meets in it. */
  private final class Region implements AutoCloseable {
    private final AtomicReference<Mesh> inForce = new AtomicReference<>();
    private final Fleet fleet = new Fleet();
    private Consumer<Mesh> watcher = _ -> {};
    private final ConfigStore store;
    private final AdminServer server;
    private final MeshAdmin admin;

    Region(String versions) throws Exception {
      Mesh mesh =
          ConfigurationReader.readMesh(
                  Source.of(
                      "mesh.yaml",
                      """
                      apiVersion: ballast.dev/v1
                      kind: Mesh
                      metadata: {name: mesh}
                      spec:
                        services:
                          - name: payments
                            listen: [127.0.0.1:0]
                            versions: [%s]
                            split: {v1: 100}
                      """
                          .formatted(versions)))
              .mesh()
              .orElseThrow();
      inForce.set(mesh);
      store =
          new ConfigStore(
              mesh,
              next -> {
                inForce.set(next);
                watcher.accept(next);
              },
              time::get);
      server =
          AdminServer.start(
              Address.parse("127.0.0.1:0"),
              Map.of(
                  "weights",
                  new WeightsRoute(store),
                  "canary",
                  new CanaryRoute(store),
                  "endpoints",
                  new EndpointsRoute(store, fleet, time::get)));
      admin = new MeshAdmin(URI.create("http://127.0.0.1:" + server.port()));
    }

    Map<String, Integer> met() {
      return inForce.get().services().getFirst().routes().getFirst().split().weights();
    }

    Selection selection() {
      return inForce.get().services().getFirst().selection();
    }

    Mirror mirror() {
      return inForce.get().services().getFirst().routes().getFirst().mirror();
    }

    /** Notes what traffic meets after every change. */
    void watch(List<String> changes) {
      watcher =
          mesh -> {
            MeshService now = mesh.services().getFirst();
            String heaviest =
                now.routes().getFirst().split().weights().getOrDefault("v2", 0) > 0 ? "v2" : "v1";
            changes.add(heaviest + (now.selection().active() ? " and selected" : ""));
          };
    }

    void drain(String version, String address) {
      fleet.of(new EndpointKey("payments", version, Address.parse(address))).drain(true);
    }

    @Override
    public void close() {
      admin.close();
      server.close();
    }
  }

  @BeforeEach
  void start() throws Exception {
    String both =
        "{name: v1, endpoints: [127.0.0.1:25001]}, {name: v2, endpoints: [127.0.0.1:25002]}";
    regions.add(new Region(both));
    regions.add(new Region(both));
    platform =
        new MeshPlatform(
            regions.stream().map(region -> region.admin).toList(),
            canary("payments", "stepWeight: 5"),
            new Hold.Lease("rollout/payments", LEASE));
  }

  @AfterEach
  void stop() {
    regions.forEach(Region::close);
  }

  private static Canary canary(String service, String shift) {
    return ConfigurationReader.readRollouts(
            List.of(
                Source.of(
                    "canary.yaml",
                    """
                    apiVersion: flagger.app/v1beta1
                    kind: Canary
                    metadata: {name: payments}
                    spec:
                      targetRef: {apiVersion: apps/v1, kind: Deployment, name: %s}
                      service: {port: 80}
                      analysis: {%s}
                    """
                        .formatted(service, shift))),
            QueryChecker.NONE,
            ReaderOptions.DEFAULT)
        .canaries()
        .getFirst();
  }

  private void use(String shift) {
    platform =
        new MeshPlatform(
            regions.stream().map(region -> region.admin).toList(),
            canary("payments", shift),
            new Hold.Lease("rollout/payments", LEASE));
  }

  private void chosen() {
    platform.perform(new SetRoutes(100, false), state(Phase.PROGRESSING, 100, "v2", "v1"));
  }

  private static CanaryState copied(Phase phase) {
    CanaryState plain = state(phase, 0, "v2", "v1");
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
        NOW,
        "");
  }

  private static final String AB =
      "iterations: 3, match: [{headers: {X-Canary: {exact: insider}}}, {uri: {prefix: /beta}}]";

  @Test
  void requestsThatMatchAreTheCanarysInEveryRegionUntilItsOwnerIsGone() {
    use(AB);
    chosen();
    assertThat(regions)
        .allSatisfy(
            r -> {
              assertThat(r.met().get("v1")).isEqualTo(100);
              assertThat(r.selection().version()).isEqualTo("v2");
              assertThat(r.selection().any()).hasSize(2);
            });
    time.addAndGet(LEASE.minusSeconds(1).toNanos());
    chosen();
    time.addAndGet(LEASE.minusSeconds(1).toNanos());
    regions.forEach(region -> region.store.expire());
    assertThat(regions).allSatisfy(r -> assertThat(r.selection().active()).isTrue());
    leasesEnd();
    assertThat(regions)
        .allSatisfy(
            r -> {
              assertThat(r.selection().active()).isFalse();
              assertThat(r.store.state().leases()).isEmpty();
            });
  }

  @Test
  void renewingChangesNoTrafficAndSoNoRevision() {
    use(AB);
    chosen();
    long revision = regions.getFirst().store.state().revision();
    chosen();
    assertThat(regions.getFirst().store.state().revision()).isEqualTo(revision);
  }

  @Test
  void aRollbackEndsTheSelectionAndAPromotionGoesOnFromIt() {
    use(AB);
    chosen();
    platform.perform(new SetRoutes(0, false), state(Phase.FAILED, 0, "v2", "v1"));
    assertThat(regions).allSatisfy(r -> assertThat(r.store.state().leases()).isEmpty());
    chosen();
    List<String> met = new ArrayList<>();
    regions.getFirst().watch(met);
    platform.perform(new CopyToPrimary("v2"), state(Phase.PROMOTING, 100, "v2", "v2"));
    assertThat(met).containsExactly("v2 and selected", "v2");
    assertThat(regions).allSatisfy(r -> assertThat(r.store.state().leases()).isEmpty());
  }

  @Test
  void copiesAreLeasedAndGiveWayToAShare() {
    use("stepWeight: 5, mirror: true, mirrorWeight: 25");
    platform.perform(new SetRoutes(0, true), copied(Phase.PROGRESSING));
    assertThat(regions)
        .allSatisfy(
            r -> {
              assertThat(r.met().get("v1")).isEqualTo(100);
              assertThat(r.mirror().version()).isEqualTo("v2");
              assertThat(r.mirror().share().value()).isEqualTo(0.25);
            });
    shares(5);
    assertThat(regions)
        .allSatisfy(
            r -> {
              assertThat(r.met().get("v2")).isEqualTo(5);
              assertThat(r.mirror().active()).isFalse();
            });
    platform.perform(new SetRoutes(0, true), copied(Phase.PROGRESSING));
    leasesEnd();
    assertThat(regions).allSatisfy(r -> assertThat(r.mirror().active()).isFalse());
  }

  @Test
  void aSelectionOfSomebodyElseIsNotOverwrittenAndNotReleased() {
    use(AB);
    chosen();
    var other =
        new MeshPlatform(
            regions.stream().map(region -> region.admin).toList(),
            canary("payments", AB),
            new Hold.Lease("rollout/other", LEASE));
    assertThatThrownBy(
            () ->
                other.perform(new SetRoutes(100, false), state(Phase.PROGRESSING, 100, "v2", "v1")))
        .hasMessageContaining("rollout/payments has a canary of payments already");
    other.perform(new SetRoutes(0, false), state(Phase.FAILED, 0, "v2", "v1"));
    assertThat(regions).allSatisfy(r -> assertThat(r.selection().active()).isTrue());
  }

  @Test
  void aVersionThatIsGoneIsSaid() {
    use(AB);
    assertThatThrownBy(
            () ->
                platform.perform(
                    new SetRoutes(100, false), state(Phase.PROGRESSING, 100, "v9", "v1")))
        .hasMessageContaining("version: v9 (expected: a version of payments)");
  }

  private static CanaryState state(Phase phase, int weight, String applied, String promoted) {
    return new CanaryState(
        phase,
        0,
        weight,
        0,
        false,
        applied,
        promoted,
        "v1",
        new Question.None(),
        StageState.begin(NOW),
        false,
        Instant.MAX,
        NOW,
        "");
  }

  private void shares(int weight) {
    platform.perform(new SetRoutes(weight, false), state(Phase.PROGRESSING, weight, "v2", "v1"));
  }

  private void leasesEnd() {
    time.addAndGet(LEASE.plusSeconds(1).toNanos());
    regions.forEach(region -> region.store.expire());
  }

  @Test
  void beforeTheFirstRolloutThePrimaryIsWhatHasTheTraffic() {
    platform.perform(new Initialize(), CanaryState.begin(NOW));
    assertThat(platform.observe(CanaryState.begin(NOW)).seen())
        .isEqualTo(new Observed("v1", true, true));
  }

  @Test
  void whatStandsLastIsTheNewRevision() {
    Observed seen = platform.observe(state(Phase.INITIALIZED, 0, "v1", "v1")).seen();
    assertThat(seen).isEqualTo(new Observed("v2", true, true));
  }

  @Test
  void theNewestBeingThePrimaryNothingIsNew() {
    Observed seen = platform.observe(state(Phase.SUCCEEDED, 0, "v2", "v2")).seen();
    assertThat(seen.revision()).isEqualTo("v2");
  }

  @Test
  void aVersionThatOneRegionDoesNotHaveYetIsNotNew() throws Exception {
    regions.get(1).close();
    regions.set(1, new Region("{name: v1, endpoints: [127.0.0.1:25001]}"));
    var behind =
        new MeshPlatform(
            regions.stream().map(region -> region.admin).toList(),
            canary("payments", "stepWeight: 5"),
            new Hold.Lease("rollout/payments", LEASE));
    var sight = behind.observe(state(Phase.INITIALIZED, 0, "v1", "v1"));
    assertThat(sight.seen().revision()).isEqualTo("v1");
    assertThat(sight.caution()).startsWith("v2: not in every mesh");
  }

  @Test
  void aVersionIsReadyWhenItHasAUsableEndpointInEveryRegion() {
    regions.get(1).drain("v2", "127.0.0.1:25002");
    Observed seen = platform.observe(state(Phase.PROGRESSING, 0, "v2", "v1")).seen();
    assertThat(seen.canaryReady()).isFalse();
    assertThat(seen.primaryReady()).isTrue();
  }

  @Test
  void aShareIsSetEverywhereAndComesBackWhenNobodyRenewsIt() {
    shares(25);
    assertThat(regions).allSatisfy(r -> assertThat(r.met()).isEqualTo(Map.of("v1", 75, "v2", 25)));
    leasesEnd();
    assertThat(regions).allSatisfy(r -> assertThat(r.met().get("v1")).isEqualTo(100));
  }

  @Test
  void renewedInTimeAShareStays() {
    shares(25);
    time.addAndGet(LEASE.minusSeconds(1).toNanos());
    shares(25);
    time.addAndGet(LEASE.minusSeconds(1).toNanos());
    regions.forEach(region -> region.store.expire());
    assertThat(regions).allSatisfy(r -> assertThat(r.met().get("v2")).isEqualTo(25));
  }

  @Test
  void aPromotionHoldsForGood() {
    shares(50);
    platform.perform(new CopyToPrimary("v2"), state(Phase.PROMOTING, 50, "v2", "v2"));
    leasesEnd();
    assertThat(regions)
        .allSatisfy(
            r -> {
              assertThat(r.met().getOrDefault("v1", 0)).isZero();
              assertThat(r.met().get("v2")).isEqualTo(100);
            });
  }

  @Test
  void goingBackFromAPromotionIsOneChange() {
    platform.perform(new CopyToPrimary("v2"), state(Phase.PROMOTING, 50, "v2", "v2"));
    platform.perform(new Restore("v1"), state(Phase.FAILED, 0, "v2", "v1"));
    assertThat(regions).allSatisfy(r -> assertThat(r.met().get("v1")).isEqualTo(100));
  }

  @Test
  void aRollbackGivesTheLeaseBackAtOnce() {
    shares(50);
    platform.perform(new SetRoutes(0, false), state(Phase.FAILED, 0, "v2", "v1"));
    assertThat(regions)
        .allSatisfy(
            r -> {
              assertThat(r.met().get("v1")).isEqualTo(100);
              assertThat(r.store.state().leases()).isEmpty();
            });
  }

  @Test
  void oneMeshThatIsDownDoesNotKeepTheOtherFromARollback() {
    shares(50);
    regions.getFirst().server.close();
    CanaryState failed = state(Phase.FAILED, 0, "v2", "v1");
    assertThatThrownBy(() -> platform.perform(new SetRoutes(0, false), failed))
        .isInstanceOfSatisfying(
            ActuatorException.class,
            e -> assertThat(e.kind()).isEqualTo(ActuatorException.Kind.UNREACHABLE));
    assertThat(regions.get(1).met().get("v1")).isEqualTo(100);
  }

  @Test
  void somebodyElsesLeaseIsNotOverwritten() {
    regions
        .getFirst()
        .store
        .lease(
            PAYMENTS,
            "default",
            new Split(Map.of("v1", 60, "v2", 40)),
            "failover",
            LEASE,
            ConfigStore.ANY);
    assertThatThrownBy(() -> shares(5)).hasMessageContaining("failover");
  }

  @Test
  void aServiceThatNoMeshHasIsSaidSo() {
    var nowhere =
        new MeshPlatform(
            List.of(regions.getFirst().admin),
            canary("nobody", "stepWeight: 5"),
            new Hold.Lease("rollout/nobody", LEASE));
    assertThatThrownBy(() -> nowhere.observe(CanaryState.begin(NOW)))
        .hasMessageContaining("no mesh has this service");
  }
}
