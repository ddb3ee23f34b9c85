// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.ServiceName;
import dev.ballast.model.mesh.Address;
import dev.ballast.model.mesh.Endpoint;
import dev.ballast.model.mesh.Listener;
import dev.ballast.model.mesh.Match;
import dev.ballast.model.mesh.MeshService;
import dev.ballast.model.mesh.Mirror;
import dev.ballast.model.mesh.Protocol;
import dev.ballast.model.mesh.Retry;
import dev.ballast.model.mesh.Route;
import dev.ballast.model.mesh.Split;
import dev.ballast.model.mesh.Sticky;
import dev.ballast.model.mesh.TlsMode;
import dev.ballast.model.mesh.Version;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads the services of one mesh. */
final class MeshServices {

  private final Consumer<Problem> report;
  private final Wholes wholes;
  private final MeshPolicies policies;
  private final boolean hasIdentity;

  /** Listeners of all services: an address serves one of them. */
  private final Map<String, Place> addresses = new HashMap<>();

  MeshServices(Consumer<Problem> report, boolean hasIdentity) {
    this.report = report;
    this.wholes = new Wholes(report);
    this.policies = new MeshPolicies(report);
    this.hasIdentity = hasIdentity;
  }

  /** The service; empty when it has no name, no version or nowhere to listen. */
  Optional<MeshService> read(Cursor map) {
    List<Listener> listeners = map.items("listen").stream().map(this::listener).toList();
    List<Version> versions = versions(map);
    if (map.text("name").isEmpty() || versions.isEmpty() || listeners.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new MeshService(
            new ServiceName(map.text("name").orElseThrow()),
            word(map, "protocol").map(Protocol::valueOf).orElse(Protocol.HTTP),
            listeners,
            versions,
            routes(map, versions),
            policies.of(map),
            tls(map, "upstreamTls")));
  }

  private Listener listener(Cursor item) {
    Cursor address = item.isScalar() ? item : item.at("address").orElse(item);
    if (!address.isScalar()) {
      return new Listener(new Address(Address.LOOPBACK, 0), "", TlsMode.NONE);
    }
    Address parsed = Address.parse(address.scalar());
    if (parsed.port() != 0) {
      Meshes.reportTwice(addresses, address, "each address once", report);
    }
    return new Listener(parsed, item.text("source").orElse(""), tls(item, "tls"));
  }

  private TlsMode tls(Cursor map, String key) {
    TlsMode mode = word(map, key).map(TlsMode::valueOf).orElse(TlsMode.NONE);
    if (mode == TlsMode.MUTUAL && !hasIdentity) {
      map.at(key)
          .ifPresent(
              at ->
                  report.accept(
                      at.badValue("spec.identity beside mutual TLS", "Fix: add spec.identity")));
    }
    return mode;
  }

  private List<Version> versions(Cursor map) {
    List<Version> versions = new ArrayList<>();
    Map<String, Place> names = new HashMap<>();
    for (Cursor item : map.items("versions")) {
      item.at("name").ifPresent(n -> Meshes.reportTwice(names, n, "each version once", report));
      List<Endpoint> endpoints = endpoints(item);
      if (item.text("name").isPresent() && !endpoints.isEmpty()) {
        versions.add(new Version(item.text("name").orElseThrow(), endpoints));
      }
    }
    return versions;
  }

  private List<Endpoint> endpoints(Cursor version) {
    List<Endpoint> endpoints = new ArrayList<>();
    Map<String, Place> seen = new HashMap<>();
    for (Cursor item : version.items("endpoints")) {
      Optional<Cursor> address = item.isScalar() ? Optional.of(item) : item.at("address");
      if (address.isPresent()) {
        Meshes.reportTwice(seen, address.get(), "each endpoint once", report);
        endpoints.add(
            new Endpoint(Address.parse(address.get().scalar()), item.text("region").orElse("")));
      }
    }
    return endpoints;
  }

  private List<Route> routes(Cursor map, List<Version> versions) {
    Route base =
        route(
            map,
            "default",
            Match.ANY,
            versions,
            new Route(
                "default",
                Match.ANY,
                Split.allTo(versions.getFirst().name()),
                Sticky.NONE,
                Route.TIMEOUT,
                Retry.DEFAULT,
                Mirror.NONE));
    List<Route> routes = new ArrayList<>();
    Map<String, Place> names = new HashMap<>();
    for (Cursor item : map.items("routes")) {
      item.at("name").ifPresent(n -> Meshes.reportTwice(names, n, "each route once", report));
      String name = item.text("name").orElse("");
      if (name.equals("default")) {
        item.at("name")
            .ifPresent(
                at ->
                    report.accept(
                        at.badValue(
                            "another name: default is the route of all other requests", "")));
      }
      Match match = item.at("match").map(MeshServices::match).orElse(Match.ANY);
      Route withoutMirror =
          new Route(
              name, match, base.split(), base.sticky(), base.timeout(), base.retry(), Mirror.NONE);
      routes.add(route(item, name, match, versions, withoutMirror));
    }
    routes.add(base);
    return routes;
  }

  private Route route(
      Cursor map, String name, Match match, List<Version> versions, Route otherwise) {
    List<String> known = versions.stream().map(Version::name).toList();
    return new Route(
        name,
        match,
        map.at("split").flatMap(split -> split(split, known)).orElse(otherwise.split()),
        map.at("sticky").map(MeshServices::sticky).orElse(otherwise.sticky()),
        Times.of(map, "timeout", otherwise.timeout()),
        map.at("retry").map(this::retry).orElse(otherwise.retry()),
        map.at("mirror").map(mirror -> mirror(mirror, known)).orElse(otherwise.mirror()));
  }

  private static Match match(Cursor map) {
    Map<String, String> headers = new HashMap<>();
    map.at("headers").ifPresent(h -> h.entries().forEach((k, v) -> headers.put(k, v.scalar())));
    return new Match(map.text("path").orElse("/"), map.text("method").orElse(""), headers);
  }

  private Optional<Split> split(Cursor map, List<String> known) {
    Map<String, Integer> weights = new LinkedHashMap<>();
    map.entries()
        .forEach(
            (name, weight) -> {
              if (!known.contains(name)) {
                reportVersion(map.placeOf(name), Advice.join(map.path(), name), name, known);
              }
              weights.put(name, wholes.of(map, name, 0));
            });
    if (weights.values().stream().mapToInt(Integer::intValue).sum() == 0) {
      report.accept(map.badValue("at least one weight above 0", ""));
      return Optional.empty();
    }
    return Optional.of(new Split(weights));
  }

  private Mirror mirror(Cursor map, List<String> known) {
    map.at("version")
        .filter(v -> !known.contains(v.scalar()))
        .ifPresent(v -> reportVersion(v.place(), v.path(), v.scalar(), known));
    return new Mirror(map.text("version").orElse(""), new Ratio(map.number("share").orElse(1)));
  }

  private void reportVersion(Place place, String path, String name, List<String> known) {
    report.accept(
        new Problem.UnresolvedReference(
            place,
            path,
            Texts.quoted(name),
            "a version of this service: " + Texts.oneOf(known),
            Nearest.to(name, known).map(near -> "Write: " + near).orElse(""),
            Severity.ERROR));
  }

  private static Sticky sticky(Cursor map) {
    return new Sticky(map.text("cookie").orElse(""), Times.of(map, "duration", Duration.ZERO));
  }

  private Retry retry(Cursor map) {
    Set<Retry.Reason> on = EnumSet.noneOf(Retry.Reason.class);
    for (Cursor item : map.items("on")) {
      on.add(Retry.Reason.valueOf(constant(item.scalar())));
    }
    return new Retry(
        wholes.of(map, "attempts", Retry.DEFAULT.attempts()),
        Times.of(map, "perTry", Retry.DEFAULT.perTry()),
        map.has("on") ? on : Retry.DEFAULT.on(),
        wholes.of(map, "bodyBytes", Retry.DEFAULT.bodyBytes()));
  }

  static Optional<String> word(Cursor map, String key) {
    return map.text(key).map(MeshServices::constant);
  }

  private static String constant(String word) {
    return word.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
