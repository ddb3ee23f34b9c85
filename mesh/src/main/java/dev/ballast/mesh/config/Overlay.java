// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.config;

import dev.ballast.model.ServiceName;
import dev.ballast.model.mesh.MeshService;
import dev.ballast.model.mesh.Mirror;
import dev.ballast.model.mesh.Route;
import dev.ballast.model.mesh.Selection;
import dev.ballast.model.mesh.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a lease lays on top of a service's base configuration. */
public sealed interface Overlay {

  ServiceName service();

  /** Of what there can be only one: the later takes the place of the earlier. */
  String place();

  /** The service as traffic meets it. */
  MeshService over(MeshService base);

  /** Whether the base has what it speaks of. */
  boolean fits(MeshService base);

  /**
   * The same without a version that is taken away.
   *
   * @throws IllegalArgumentException when it sends something there
   */
  Overlay without(String version);

  /** Other weights on a route. */
  record Weights(ServiceName service, String route, Split split) implements Overlay {

    @Override
    public String place() {
      return "weights/" + route;
    }

    @Override
    public MeshService over(MeshService base) {
      List<Route> routes = new ArrayList<>(base.routes());
      routes.replaceAll(r -> r.name().equals(route) ? r.withSplit(split) : r);
      return base.withRoutes(routes);
    }

    @Override
    public boolean fits(MeshService base) {
      return base.routes().stream().anyMatch(r -> r.name().equals(route))
          && split.weights().keySet().stream().allMatch(v -> base.version(v).isPresent());
    }

    @Override
    public Weights without(String version) {
      return new Weights(service, route, without(split, service, route, version));
    }

    static Split without(Split split, ServiceName service, String route, String version) {
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
  }

  /** What a canary gets beside the weights; a service has one at a time. */
  sealed interface Canary extends Overlay {

    String version();

    @Override
    default String place() {
      return "canary";
    }

    @Override
    default boolean fits(MeshService base) {
      return base.version(version()).isPresent();
    }

    @Override
    default Overlay without(String other) {
      if (version().equals(other)) {
        throw new IllegalArgumentException(
            "version %s of %s is a canary with requests of its own (expected: none). Fix: end its rollout first"
                .formatted(other, service()));
      }
      return this;
    }
  }

  /** The requests that match, whatever their route. */
  record Selected(ServiceName service, Selection selection) implements Canary {

    @Override
    public String version() {
      return selection.version();
    }

    @Override
    public MeshService over(MeshService base) {
      return base.withSelection(selection);
    }
  }

  /** Copies of requests, on every route that has no mirror of its own. */
  record Copied(ServiceName service, Mirror mirror) implements Canary {

    @Override
    public String version() {
      return mirror.version();
    }

    @Override
    public MeshService over(MeshService base) {
      return base.withRoutes(
          base.routes().stream()
              .map(route -> route.mirror().active() ? route : route.withMirror(mirror))
              .toList());
    }
  }
}
