// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.config;

import dev.ballast.model.ServiceName;
import dev.ballast.model.mesh.Mesh;
import dev.ballast.model.mesh.MeshService;
import dev.ballast.model.mesh.Route;
import dev.ballast.model.mesh.Split;
import dev.ballast.model.mesh.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The configuration at one revision.
 *
 * @param base what the file or the admin API said last
 * @param leases what holds on top of it, for a while
 * @param effective both together: what the data plane executes
 */
public record ConfigState(long revision, Mesh base, List<WeightLease> leases, Mesh effective) {

  public ConfigState {
    leases = List.copyOf(leases);
  }

  static ConfigState first(Mesh base) {
    return new ConfigState(1, base, List.of(), base);
  }

  /** A new base; leases on routes that it does not have any more end. */
  ConfigState withBase(Mesh newBase) {
    List<WeightLease> kept = leases.stream().filter(lease -> fits(newBase, lease)).toList();
    return new ConfigState(revision + 1, newBase, kept, merged(newBase, kept));
  }

  /** The lease instead of an earlier one on the same route. */
  ConfigState withLease(WeightLease lease) {
    List<WeightLease> all = new ArrayList<>(leases);
    all.removeIf(old -> old.isOf(lease.service(), lease.route()));
    all.add(lease);
    return new ConfigState(revision + 1, base, all, merged(base, all));
  }

  ConfigState withoutLeases(List<WeightLease> ended) {
    List<WeightLease> rest = leases.stream().filter(lease -> !ended.contains(lease)).toList();
    return new ConfigState(revision + 1, base, rest, merged(base, rest));
  }

  ConfigState withSplit(ServiceName service, String route, Split split) {
    return withBase(replaced(base, service, route, split));
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
    List<WeightLease> rest =
        leases.stream()
            .map(
                lease ->
                    lease.service().equals(service)
                        ? lease.withSplit(without(lease.split(), service, lease.route(), version))
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
                            .map(r -> r.withSplit(without(r.split(), service, r.name(), version)))
                            .toList()));
    return new ConfigState(revision + 1, less, rest, merged(less, rest));
  }

  private static Split without(Split split, ServiceName service, String route, String version) {
    int weight = split.weights().getOrDefault(version, 0);
    if (weight > 0) {
      throw new IllegalArgumentException(
          "version %s of %s has weight %d on route %s (expected: 0). Fix: give its traffic to another first"
              .formatted(version, service, weight, route));
    }
    Map<String, Integer> rest = new LinkedHashMap<>(split.weights());
    rest.remove(version);
    return new Split(rest);
  }

  /** A renewal changes no traffic, so it is no new revision. */
  ConfigState renewed(WeightLease lease) {
    List<WeightLease> all = new ArrayList<>(leases);
    all.replaceAll(old -> old.isOf(lease.service(), lease.route()) ? lease : old);
    return new ConfigState(revision, base, all, effective);
  }

  private static boolean fits(Mesh mesh, WeightLease lease) {
    return mesh.service(lease.service()).stream()
        .anyMatch(
            service ->
                service.routes().stream().anyMatch(r -> r.name().equals(lease.route()))
                    && lease.split().weights().keySet().stream()
                        .allMatch(v -> service.version(v).isPresent()));
  }

  private static Mesh merged(Mesh base, List<WeightLease> leases) {
    Mesh mesh = base;
    for (WeightLease lease : leases) {
      mesh = replaced(mesh, lease.service(), lease.route(), lease.split());
    }
    return mesh;
  }

  private static Mesh replaced(Mesh mesh, ServiceName service, String route, Split split) {
    return edited(
        mesh,
        service,
        one -> {
          List<Route> routes = new ArrayList<>(one.routes());
          routes.replaceAll(r -> r.name().equals(route) ? r.withSplit(split) : r);
          return one.withRoutes(routes);
        });
  }

  private static Mesh edited(Mesh mesh, ServiceName service, UnaryOperator<MeshService> edit) {
    return mesh.withServices(
        mesh.services().stream()
            .map(one -> one.name().equals(service) ? edit.apply(one) : one)
            .toList());
  }
}
