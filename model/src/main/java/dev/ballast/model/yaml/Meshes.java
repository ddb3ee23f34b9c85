// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.mesh.AccessLog;
import dev.ballast.model.mesh.Address;
import dev.ballast.model.mesh.Identity;
import dev.ballast.model.mesh.Mesh;
import dev.ballast.model.mesh.MeshService;
import dev.ballast.model.mesh.RequestLimits;
import dev.ballast.model.mesh.Tracing;
import dev.ballast.model.quantity.Ratio;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads meshes, and what has to be true of one as a whole. */
final class Meshes {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");

  private final Registry registry;
  private final Consumer<Problem> report;
  private final Wholes wholes;

  Meshes(Registry registry, Consumer<Problem> report) {
    this.registry = registry;
    this.report = report;
    this.wholes = new Wholes(report);
  }

  List<Mesh> readAll() {
    List<Mesh> meshes = new ArrayList<>();
    for (Resource resource : registry.all(Kind.MESH)) {
      resource.spec().ifPresent(spec -> meshes.add(mesh(resource.name(), spec)));
    }
    return meshes;
  }

  private Mesh mesh(String name, Cursor spec) {
    Identity identity = spec.at("identity").map(Meshes::identity).orElse(Identity.NONE);
    return new Mesh(
        name,
        spec.text("region").orElse(""),
        admin(spec),
        wholes.of(spec, "workers", 0),
        spec.text("sourceHeader").orElse(""),
        spec.at("limits").map(this::limits).orElse(RequestLimits.DEFAULT),
        spec.at("tracing").map(Meshes::tracing).orElse(Tracing.DEFAULT),
        spec.at("accessLog")
            .flatMap(log -> log.text("file"))
            .map(AccessLog::new)
            .orElse(AccessLog.NONE),
        identity,
        services(spec, identity));
  }

  private Address admin(Cursor spec) {
    Optional<Cursor> at = spec.at("admin");
    if (at.isEmpty()) {
      return Mesh.ADMIN;
    }
    Address address = Address.parse(at.get().scalar());
    if (!LOOPBACK.contains(address.host())) {
      report.accept(
          at.get()
              .badValue(
                  "a loopback address, since whoever reaches it may change the traffic",
                  "Write: admin: 127.0.0.1:" + address.port()));
    }
    return address;
  }

  private RequestLimits limits(Cursor map) {
    RequestLimits otherwise = RequestLimits.DEFAULT;
    return new RequestLimits(
        wholes.of(map, "lineBytes", otherwise.lineBytes()),
        wholes.of(map, "headBytes", otherwise.headBytes()),
        wholes.of(map, "headers", otherwise.headers()),
        Times.of(map, "headTimeout", otherwise.headTimeout()),
        Times.of(map, "bodyTimeout", otherwise.bodyTimeout()),
        Times.of(map, "idleTimeout", otherwise.idleTimeout()),
        wholes.of(map, "connections", otherwise.connections()));
  }

  private static Tracing tracing(Cursor map) {
    return new Tracing(
        map.text("otlp").orElse(""),
        new Ratio(map.number("sampling").orElse(Tracing.DEFAULT.sampling().value())),
        map.flag("parentBased", true));
  }

  private static Identity identity(Cursor map) {
    return new Identity(
        map.text("trustDomain").orElse(""),
        map.text("folder").orElse(""),
        map.text("certificate").orElse(""),
        map.text("key").orElse(""),
        map.text("roots").orElse(""),
        Times.of(map, "lifetime", Identity.NONE.lifetime()));
  }

  private List<MeshService> services(Cursor spec, Identity identity) {
    var reader = new MeshServices(report, identity.active());
    List<MeshService> services = new ArrayList<>();
    Map<String, Place> names = new HashMap<>();
    for (Cursor item : spec.items("services")) {
      item.at("name").ifPresent(name -> reportTwice(names, name, "each service once"));
      reader.read(item).ifPresent(services::add);
    }
    return services;
  }

  private void reportTwice(Map<String, Place> seen, Cursor value, String rule) {
    reportTwice(seen, value, rule, report);
  }

  static void reportTwice(
      Map<String, Place> seen, Cursor value, String rule, Consumer<Problem> report) {
    Place earlier = seen.putIfAbsent(value.scalar(), value.place());
    if (earlier != null) {
      report.accept(
          new Problem.Duplicate(
              value.place(),
              value.path(),
              value.shown(),
              rule + "; the first is in line " + earlier.line(),
              "Fix: remove or rename one",
              Severity.ERROR));
    }
  }
}
