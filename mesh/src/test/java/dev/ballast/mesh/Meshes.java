// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import dev.ballast.model.ServiceName;
import dev.ballast.model.mesh.AccessLog;
import dev.ballast.model.mesh.Address;
import dev.ballast.model.mesh.Connections;
import dev.ballast.model.mesh.Endpoint;
import dev.ballast.model.mesh.HealthCheck;
import dev.ballast.model.mesh.Identity;
import dev.ballast.model.mesh.Listener;
import dev.ballast.model.mesh.Match;
import dev.ballast.model.mesh.Mesh;
import dev.ballast.model.mesh.MeshService;
import dev.ballast.model.mesh.Mirror;
import dev.ballast.model.mesh.Policies;
import dev.ballast.model.mesh.Protocol;
import dev.ballast.model.mesh.RateLimit;
import dev.ballast.model.mesh.RequestLimits;
import dev.ballast.model.mesh.Retry;
import dev.ballast.model.mesh.RetryBudget;
import dev.ballast.model.mesh.Route;
import dev.ballast.model.mesh.Split;
import dev.ballast.model.mesh.Sticky;
import dev.ballast.model.mesh.TlsMode;
import dev.ballast.model.mesh.Tracing;
import dev.ballast.model.mesh.Version;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Configurations for tests: one service, on ephemeral ports. */
final class Meshes {

  static final Retry NO_RETRY = new Retry(1, Duration.ZERO, java.util.Set.of(), 0);

  /** Where nobody listens; a port that was free a moment ago may be taken by the mesh itself. */
  static final int NOBODY = 1;

  private Meshes() {}

  static Endpoint endpoint(int port) {
    return endpoint(port, "");
  }

  static Endpoint endpoint(int port, String region) {
    return new Endpoint(new Address("127.0.0.1", port), region);
  }

  static Version version(String name, int... ports) {
    return new Version(name, IntStream.of(ports).mapToObj(Meshes::endpoint).toList());
  }

  /** Its first endpoint is in the mesh's own region, all others are in another one. */
  static Version regions(String name, int near, int... far) {
    return regions(name, List.of(near), IntStream.of(far).boxed().toList());
  }

  static Version regions(String name, List<Integer> near, List<Integer> far) {
    return new Version(
        name,
        Stream.concat(
                near.stream().map(port -> endpoint(port, "us-east")),
                far.stream().map(port -> endpoint(port, "eu-west")))
            .toList());
  }

  static Route route(Split split) {
    return route(split, NO_RETRY);
  }

  static Route route(Split split, Retry retry) {
    return new Route(
        "all", Match.ANY, split, Sticky.NONE, Duration.ofSeconds(10), retry, Mirror.NONE);
  }

  static MeshService service(Policies policies, List<Route> routes, Version... versions) {
    return new MeshService(
        new ServiceName("payments"),
        Protocol.HTTP,
        List.of(new Listener(new Address("127.0.0.1", 0), "", TlsMode.NONE)),
        List.of(versions),
        routes,
        policies,
        TlsMode.NONE);
  }

  static Policies with(HealthCheck check) {
    Policies d = Policies.DEFAULT;
    return policies(check, d.connections(), d.retryBudget(), d.rateLimit());
  }

  static Policies with(Connections connections) {
    Policies d = Policies.DEFAULT;
    return policies(d.healthCheck(), connections, d.retryBudget(), d.rateLimit());
  }

  static Policies with(RetryBudget budget) {
    Policies d = Policies.DEFAULT;
    return policies(d.healthCheck(), d.connections(), budget, d.rateLimit());
  }

  static Policies with(RateLimit limit) {
    Policies d = Policies.DEFAULT;
    return policies(d.healthCheck(), d.connections(), d.retryBudget(), limit);
  }

  private static Policies policies(
      HealthCheck check, Connections connections, RetryBudget budget, RateLimit limit) {
    Policies d = Policies.DEFAULT;
    return new Policies(
        d.balancing(),
        d.locality(),
        check,
        d.outlier(),
        d.breaker(),
        connections,
        budget,
        limit,
        d.concurrency());
  }

  static Mesh mesh(RequestLimits limits, MeshService... services) {
    return new Mesh(
        "test",
        "us-east",
        new Address("127.0.0.1", 0),
        1,
        "",
        limits,
        Tracing.DEFAULT,
        AccessLog.NONE,
        Identity.NONE,
        List.of(services));
  }

  static Mesh mesh(MeshService... services) {
    return mesh(RequestLimits.DEFAULT, services);
  }

  /** Where the first service is served. */
  static int portOf(MeshProcess mesh) {
    return mesh.plane().portOf(mesh.mesh().services().getFirst().listeners().getFirst());
  }

  /** One version with one endpoint, and nothing special. */
  static Mesh plain(int port) {
    return mesh(
        service(Policies.DEFAULT, List.of(route(new Split(Map.of("v1", 1)))), version("v1", port)));
  }
}
