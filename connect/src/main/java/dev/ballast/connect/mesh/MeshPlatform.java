// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.mesh;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.control.actuator.Hold;
import dev.ballast.control.actuator.Routing;
import dev.ballast.control.actuator.Weights;
import dev.ballast.control.rollout.CanaryEffect.CopyToPrimary;
import dev.ballast.control.rollout.CanaryEffect.Deed;
import dev.ballast.control.rollout.CanaryEffect.Initialize;
import dev.ballast.control.rollout.CanaryEffect.KeepWarm;
import dev.ballast.control.rollout.CanaryEffect.Restore;
import dev.ballast.control.rollout.CanaryEffect.Revert;
import dev.ballast.control.rollout.CanaryEffect.ScaleDown;
import dev.ballast.control.rollout.CanaryEffect.ScaleUp;
import dev.ballast.control.rollout.CanaryEffect.SetRoutes;
import dev.ballast.control.rollout.CanaryState;
import dev.ballast.control.rollout.Observed;
import dev.ballast.control.rollout.controller.Exposure;
import dev.ballast.control.rollout.controller.Platform;
import dev.ballast.control.rollout.controller.VersionWeights;
import dev.ballast.model.ServiceName;
import dev.ballast.model.rollout.Canary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A service in one or more meshes, whose versions are deployed and retired by somebody else: what
 * is done here is the traffic. What a canary gets, be it a share, the requests that match or
 * copies, is leased in every mesh, so that all of it goes back to the primary when nobody renews
 * it; what is promoted holds for good.
 *
 * <p>The version that a mesh lists last is the newest. A mesh that does not answer does not keep
 * the others from being set; the failure is thrown after all were tried, and until it is mended
 * that mesh has the weights that it had.
 */
public final class MeshPlatform implements Platform {

  private static final String ROUTE = "default";

  private final List<MeshAdmin> meshes;
  private final Canary canary;
  private final ServiceName service;
  private final Hold.Lease lease;

  /**
   * @param meshes of all regions
   * @param lease with which a canary's requests are held
   */
  public MeshPlatform(Collection<MeshAdmin> meshes, Canary canary, Hold.Lease lease) {
    this.meshes = List.copyOf(meshes);
    this.canary = canary;
    this.service = new ServiceName(canary.service());
    this.lease = lease;
  }

  @Override
  public Sight observe(CanaryState state) {
    List<Routing> routings = new ArrayList<>();
    Set<String> ready = new TreeSet<>();
    Set<String> unready = new TreeSet<>();
    for (MeshAdmin mesh : meshes) {
      Optional<Routing> routing = find(mesh);
      if (routing.isPresent()) {
        routings.add(routing.get());
        usable(mesh).forEach((version, usable) -> (usable ? ready : unready).add(version));
      }
    }
    ready.removeAll(unready);
    if (routings.isEmpty()) {
      throw new ActuatorException(
          Kind.NOT_FOUND,
          place(),
          "no mesh has this service",
          "name a service of the mesh's configuration in spec.service.name or targetRef.name");
    }
    if (state.promoted().isEmpty()) {
      String primary = heaviest(routings.getFirst().weights());
      return new Sight(new Observed(primary, ready.contains(primary), ready.contains(primary)), "");
    }
    String newest = newest(routings);
    String revision = newest.equals(state.promoted()) ? state.applied() : newest;
    return new Sight(
        new Observed(revision, ready.contains(state.promoted()), ready.contains(state.applied())),
        partly(routings));
  }

  /** Versions that only some meshes have. */
  private static String partly(List<Routing> routings) {
    Set<String> anywhere = new TreeSet<>();
    Set<String> everywhere = new TreeSet<>(routings.getFirst().weights().of().keySet());
    for (Routing routing : routings) {
      anywhere.addAll(routing.weights().of().keySet());
      everywhere.retainAll(routing.weights().of().keySet());
    }
    anywhere.removeAll(everywhere);
    return anywhere.isEmpty()
        ? ""
        : "%s: not in every mesh, so not rolled out. Fix: deploy it in all regions, or retire it"
            .formatted(String.join(", ", anywhere));
  }

  /** Of the versions that every mesh lists, the one that stands last. */
  private static String newest(List<Routing> routings) {
    Set<String> everywhere = new LinkedHashSet<>(routings.getFirst().weights().of().keySet());
    routings.forEach(routing -> everywhere.retainAll(routing.weights().of().keySet()));
    return everywhere.isEmpty() ? "" : new ArrayList<>(everywhere).getLast();
  }

  private static String heaviest(Weights weights) {
    return weights.of().entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElseThrow();
  }

  /** Whether a version has an endpoint here that takes requests. */
  private Map<String, Boolean> usable(MeshAdmin mesh) {
    Map<String, Boolean> usable = new TreeMap<>();
    mesh.get("/endpoints/" + MeshRouter.encoded(service.value()), place())
        .body()
        .values()
        .forEach(
            endpoint ->
                usable.merge(
                    endpoint.path("version").asString(""),
                    endpoint.path("usable").asBoolean(false),
                    Boolean::logicalOr));
    return usable;
  }

  @Override
  public void perform(Deed deed, CanaryState state) {
    switch (deed) {
      case SetRoutes _ -> {
        Exposure exposure = Exposure.of(canary, state);
        everywhere(mesh -> route(mesh, exposure, state));
      }
      case CopyToPrimary(String revision) -> everywhere(mesh -> settle(mesh, revision));
      case Restore(String revision) -> everywhere(mesh -> settle(mesh, revision));
      case Initialize _ -> everywhere(mesh -> router(mesh).read());
      case ScaleUp _, ScaleDown _, KeepWarm _, Revert _ -> {}
    }
  }

  private MeshRouter router(MeshAdmin mesh) {
    return new MeshRouter(mesh, service, ROUTE);
  }

  private void route(MeshAdmin mesh, Exposure exposure, CanaryState state) {
    switch (exposure) {
      case Exposure.Nothing _ -> {
        if (!state.promoted().isEmpty()) {
          settle(mesh, state.promoted());
        }
      }
      case Exposure.Share _ -> {
        beside(mesh).release();
        divide(router(mesh), exposure, state);
      }
      case Exposure.Matching _, Exposure.Copies _ -> {
        whole(router(mesh), state.promoted());
        beside(mesh).set(state.applied(), exposure);
      }
    }
  }

  private MeshCanary beside(MeshAdmin mesh) {
    return new MeshCanary(mesh, service, lease);
  }

  private void divide(MeshRouter router, Exposure share, CanaryState state) {
    Routing now = router.read();
    router.set(
        VersionWeights.of(share, state, now.weights().of().keySet())
            .orElseThrow(() -> missing(router, state.promoted(), now)),
        lease,
        now);
  }

  /**
   * All traffic to one version, without a lease. What the canary gets beside the weights ends first
   * when the version is another than its own, and last when it is: whoever met it goes on to.
   */
  private void settle(MeshAdmin mesh, String version) {
    MeshCanary beside = beside(mesh);
    boolean promoted = beside.read().filter(held -> held.version().equals(version)).isPresent();
    if (!promoted) {
      beside.release();
    }
    whole(router(mesh), version);
    if (promoted) {
      beside.release();
    }
  }

  private static ActuatorException missing(MeshRouter router, String version, Routing now) {
    return new ActuatorException(
        Kind.INVALID,
        router.place(),
        "version " + version + " is not there (" + now.weights() + ")",
        "deploy it again, or delete the rollout");
  }

  private void whole(MeshRouter router, String version) {
    Routing now = router.read();
    if (now.leasedBy().equals(lease.owner())) {
      now = router.release(now);
    }
    Routing unleased = now;
    Weights whole =
        VersionWeights.whole(version, now.weights().of().keySet())
            .orElseThrow(() -> missing(router, version, unleased));
    if (now.weights().share(version) < 1) {
      router.set(whole, new Hold.ForGood(), now);
    }
  }

  private void everywhere(Consumer<MeshAdmin> work) {
    int reached = 0;
    Optional<ActuatorException> failure = Optional.empty();
    for (MeshAdmin mesh : meshes) {
      try {
        work.accept(mesh);
        reached++;
      } catch (ActuatorException e) {
        if (e.kind() != Kind.NOT_FOUND) {
          failure = Optional.of(e);
        }
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    if (reached == 0) {
      throw new ActuatorException(
          Kind.NOT_FOUND,
          place(),
          "no mesh has this service",
          "see ballast route show mesh/" + service);
    }
  }

  private Optional<Routing> find(MeshAdmin mesh) {
    try {
      return Optional.of(router(mesh).read());
    } catch (ActuatorException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private String place() {
    return "mesh service " + service;
  }
}
