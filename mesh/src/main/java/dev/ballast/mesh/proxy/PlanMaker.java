// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.mesh.identity.MeshTls;
import dev.ballast.mesh.policy.Balancer;
import dev.ballast.mesh.policy.EjectionCap;
import dev.ballast.mesh.policy.EndpointHealth;
import dev.ballast.mesh.policy.SmoothSplit;
import dev.ballast.mesh.upstream.EndpointKey;
import dev.ballast.mesh.upstream.Lane;
import dev.ballast.mesh.upstream.LaneRules;
import dev.ballast.mesh.wire.WireLimits;
import dev.ballast.model.mesh.Connections;
import dev.ballast.model.mesh.Endpoint;
import dev.ballast.model.mesh.Listener;
import dev.ballast.model.mesh.Locality;
import dev.ballast.model.mesh.Mesh;
import dev.ballast.model.mesh.MeshService;
import dev.ballast.model.mesh.Route;
import dev.ballast.model.mesh.TlsMode;
import dev.ballast.model.mesh.Version;
import io.netty.handler.ssl.SslContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the plan of an event loop; lanes whose endpoint and rules are unchanged go on. */
final class PlanMaker {

  private final Worker worker;
  private final Mesh mesh;
  private final SharedPolicies shared;
  private final int workers;
  private final Map<String, Supplier<SslContext>> clientTls;
  private final Set<EndpointKey> endpoints = new HashSet<>();

  PlanMaker(Worker worker, Mesh mesh, SharedPolicies shared, int workers) {
    this.worker = worker;
    this.mesh = mesh;
    this.shared = shared;
    this.workers = workers;
    this.clientTls = worker.clientTls();
  }

  Plan make() {
    var limits = mesh.limits();
    var wire = new WireLimits(limits.lineBytes(), limits.headBytes(), limits.headers());
    Map<String, Port> ports = new HashMap<>();
    for (MeshService service : mesh.services()) {
      ServicePlan plan = service(service);
      plan.refresh(worker.now());
      for (Listener listener : service.listeners()) {
        ports.put(
            Port.nameOf(listener),
            new Port(listener, plan, limits, wire, mesh.sourceHeader(), tlsFor(service, listener)));
      }
    }
    shared
        .traces()
        .destinations(
            mesh.services().stream().map(s -> s.name().value()).collect(Collectors.toSet()));
    double sampling = mesh.tracing().active() ? mesh.tracing().sampling().value() : 0;
    return new Plan(ports, endpoints, sampling, shared.traces(), shared.mark());
  }

  private ServicePlan service(MeshService service) {
    Map<String, VersionPlan> versions = new LinkedHashMap<>();
    for (Version version : service.versions()) {
      versions.put(version.name(), version(service, version));
    }
    List<RoutePlan> routes =
        service.routes().stream().map(route -> route(route, versions)).toList();
    return new ServicePlan(
        service,
        shared.of(service),
        List.copyOf(versions.values()),
        routes,
        service.selection().any().stream().map(RequestMatcher::of).toList(),
        versions.get(service.selection().version()));
  }

  private static RoutePlan route(Route route, Map<String, VersionPlan> versions) {
    List<VersionPlan> chosen = new ArrayList<>();
    List<Integer> weights = new ArrayList<>();
    route
        .split()
        .weights()
        .forEach(
            (name, weight) -> {
              VersionPlan version = versions.get(name);
              if (version != null) {
                chosen.add(version);
                weights.add(weight);
              }
            });
    VersionPlan mirror = route.mirror().active() ? versions.get(route.mirror().version()) : null;
    return new RoutePlan(route, chosen, new SmoothSplit(weights), mirror);
  }

  private VersionPlan version(MeshService service, Version version) {
    Map<Integer, List<Lane>> tiers = new TreeMap<>();
    for (Endpoint endpoint : version.endpoints()) {
      Lane lane = lane(service, version, endpoint);
      tiers.computeIfAbsent(rank(service, endpoint), _ -> new ArrayList<>()).add(lane);
    }
    return new VersionPlan(
        version.name(),
        List.copyOf(tiers.values()),
        service.policies().locality().spill(),
        Balancer.of(service.policies().balancing(), worker.random()),
        new EjectionCap(health(tiers.values()), service.policies().outlier().most()),
        worker.random());
  }

  private static List<List<EndpointHealth>> health(Collection<List<Lane>> tiers) {
    return tiers.stream().map(tier -> tier.stream().map(Lane::health).toList()).toList();
  }

  /** 0 for the mesh's own region and for endpoints of none, then by the order of the regions. */
  private int rank(MeshService service, Endpoint endpoint) {
    Locality locality = service.policies().locality();
    if (endpoint.region().isEmpty() || endpoint.region().equals(mesh.region())) {
      return 0;
    }
    int place = locality.order().indexOf(endpoint.region());
    return place < 0 ? locality.order().size() + 1 : place + 1;
  }

  private Lane lane(MeshService service, Version version, Endpoint endpoint) {
    var key = new EndpointKey(service.name().value(), version.name(), endpoint.address());
    endpoints.add(key);
    LaneRules rules = rules(service);
    Lane before = worker.lanes().get(key);
    if (before != null
        && before.rules().equals(rules)
        && before.region().equals(endpoint.region())) {
      return before;
    }
    if (before != null) {
      before.close();
    }
    Lane lane = new Lane(key, endpoint.region(), rules, worker.loop(), shared.fleet().of(key));
    worker.lanes().put(key, lane);
    return lane;
  }

  /** Limits of a whole process are divided between the loops, rounded up. */
  private LaneRules rules(MeshService service) {
    Connections all = service.policies().connections();
    Connections mine =
        new Connections(all.connectTimeout(), share(all.most()), share(all.waiting()), all.idle());
    return new LaneRules(service.protocol(), mine, service.policies().breaker(), tlsTo(service));
  }

  private @Nullable Supplier<SslContext> tlsTo(MeshService service) {
    MeshTls tls = shared.tls();
    return tls == null || service.upstreamTls() == TlsMode.NONE
        ? null
        : clientTls.computeIfAbsent(
            service.name().value(), name -> tls.client(name, service.protocol().isHttp2()));
  }

  private @Nullable Supplier<SslContext> tlsFor(MeshService service, Listener listener) {
    MeshTls tls = shared.tls();
    return tls == null || listener.tls() == TlsMode.NONE
        ? null
        : tls.server(service.name().value());
  }

  private int share(int whole) {
    return whole == 0 ? 0 : Math.ceilDiv(whole, workers);
  }
}
