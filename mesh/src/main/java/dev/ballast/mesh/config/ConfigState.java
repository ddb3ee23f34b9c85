// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.config;

import dev.ballast.model.ServiceName;
import dev.ballast.model.mesh.Mesh;
import dev.ballast.model.mesh.MeshService;
import dev.ballast.model.mesh.Route;
import dev.ballast.model.mesh.Split;
import java.util.ArrayList;
import java.util.List;

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
    List<MeshService> services = new ArrayList<>();
    for (MeshService one : mesh.services()) {
      if (one.name().equals(service)) {
        List<Route> routes = new ArrayList<>(one.routes());
        routes.replaceAll(r -> r.name().equals(route) ? r.withSplit(split) : r);
        services.add(one.withRoutes(routes));
      } else {
        services.add(one);
      }
    }
    return mesh.withServices(services);
  }
}
