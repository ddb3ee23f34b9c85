// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.config;

import dev.ballast.model.ServiceName;
import dev.ballast.model.mesh.Mesh;
import dev.ballast.model.mesh.MeshService;
import dev.ballast.model.mesh.Route;
import dev.ballast.model.mesh.Split;
import dev.ballast.model.mesh.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The configuration at one revision.
 *
 * @param base what the file or the admin API said last
 * @param leases what holds on top of it, for a while
 * @param effective both together: what the data plane executes
 */
public record ConfigState(long revision, Mesh base, List<OverlayLease> leases, Mesh effective) {

  public ConfigState {
    leases = List.copyOf(leases);
  }

  static ConfigState first(Mesh base) {
    return new ConfigState(1, base, List.of(), base);
  }

  /** A new base; leases on what it does not have any more end. */
  ConfigState withBase(Mesh newBase) {
    List<OverlayLease> kept = leases.stream().filter(lease -> fits(newBase, lease)).toList();
    return new ConfigState(revision + 1, newBase, kept, merged(newBase, kept));
  }

  /** The lease instead of an earlier one at the same place. */
  ConfigState withLease(OverlayLease lease) {
    List<OverlayLease> all = new ArrayList<>(leases);
    all.removeIf(old -> isSamePlace(old, lease));
    all.add(lease);
    return new ConfigState(revision + 1, base, all, merged(base, all));
  }

  private static boolean isSamePlace(OverlayLease one, OverlayLease other) {
    return one.isAt(other.overlay().service(), other.overlay().place());
  }

  ConfigState withoutLeases(List<OverlayLease> ended) {
    List<OverlayLease> rest = leases.stream().filter(lease -> !ended.contains(lease)).toList();
    return new ConfigState(revision + 1, base, rest, merged(base, rest));
  }

  /** What is leased at a place of a service. */
  public Optional<OverlayLease> lease(ServiceName service, String place) {
    return leases.stream().filter(lease -> lease.isAt(service, place)).findFirst();
  }

  ConfigState withSplit(ServiceName service, String route, Split split) {
    return withBase(edited(base, service, new Overlay.Weights(service, route, split)::over));
  }

  /**
   * The version with these endpoints, new or changed; weights stay as they are, so a new one gets
   * nothing.
   */
  ConfigState withVersion(ServiceName service, Version version) {
    return withBase(
        edited(
            base,
            service,
            one -> {
              List<Version> versions = new ArrayList<>(one.versions());
              if (one.version(version.name()).isPresent()) {
                versions.replaceAll(v -> v.name().equals(version.name()) ? version : v);
              } else {
                versions.add(version);
              }
              return one.withVersions(versions);
            }));
  }

  /**
   * Without the version, and without its weights of 0.
   *
   * @throws IllegalArgumentException when it has a weight, be it below or by a lease
   */
  ConfigState withoutVersion(ServiceName service, String version) {
    List<OverlayLease> rest =
        leases.stream()
            .map(
                lease ->
                    lease.overlay().service().equals(service)
                        ? lease.with(lease.overlay().without(version))
                        : lease)
            .toList();
    Mesh less =
        edited(
            base,
            service,
            one ->
                one.withVersions(
                        one.versions().stream().filter(v -> !v.name().equals(version)).toList())
                    .withRoutes(
                        one.routes().stream()
                            .map(route -> without(route, service, version))
                            .toList()));
    return new ConfigState(revision + 1, less, rest, merged(less, rest));
  }

  private static Route without(Route route, ServiceName service, String version) {
    return route.withSplit(Overlay.Weights.without(route.split(), service, route.name(), version));
  }

  /** A renewal changes no traffic, so it is no new revision. */
  ConfigState renewed(OverlayLease lease) {
    List<OverlayLease> all = new ArrayList<>(leases);
    all.replaceAll(old -> isSamePlace(old, lease) ? lease : old);
    return new ConfigState(revision, base, all, effective);
  }

  private static boolean fits(Mesh mesh, OverlayLease lease) {
    return mesh.service(lease.overlay().service()).stream().anyMatch(lease.overlay()::fits);
  }

  private static Mesh merged(Mesh base, List<OverlayLease> leases) {
    Mesh mesh = base;
    for (OverlayLease lease : leases) {
      mesh = edited(mesh, lease.overlay().service(), lease.overlay()::over);
    }
    return mesh;
  }

  private static Mesh edited(Mesh mesh, ServiceName service, UnaryOperator<MeshService> edit) {
    return mesh.withServices(
        mesh.services().stream()
            .map(one -> one.name().equals(service) ? edit.apply(one) : one)
            .toList());
  }
}
