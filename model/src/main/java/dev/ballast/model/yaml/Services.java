// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.Dependency;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import dev.ballast.model.SloDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads services. A service may be described by OpenSLO, by Backstage and by Ballast: then all are
 * one service, and what Ballast's resource says wins, then what Backstage's says.
 */
final class Services {

  private final Registry registry;
  private final Consumer<Problem> report;

  Services(Registry registry, Consumer<Problem> report) {
    this.registry = registry;
    this.report = report;
  }

  /** All of them, also those that formats without services name in passing. */
  Map<ServiceName, Service> readAll(Collection<SloDefinition> definitions) {
    var services = new HashMap<ServiceName, Service>();
    for (SloDefinition slo : definitions) {
      if (!slo.format().startsWith("openslo")) {
        services.put(
            slo.service(), new Service(slo.service(), "", "", Service.Kind.INTERNAL, List.of()));
      }
    }
    for (Resource resource : registry.allVersions(Kind.OPENSLO_SERVICE)) {
      if (resource.isNamed()) {
        var name = new ServiceName(resource.name());
        var service =
            new Service(name, description(resource), "", Service.Kind.INTERNAL, List.of());
        services.merge(name, service, Services::described);
      }
    }
    new Catalog(registry, report)
        .readAll()
        .forEach((name, service) -> services.merge(name, service, Services::described));
    for (Resource resource : registry.all(Kind.SERVICE)) {
      var dependencies = dependencies(resource);
      if (resource.isNamed()) {
        var name = new ServiceName(resource.name());
        var other = services.get(name);
        services.put(
            name,
            other == null
                ? service(resource, dependencies)
                : merged(resource, other, dependencies));
      }
    }
    return services;
  }

  /** Backstage's word, with OpenSLO's description where it has none. */
  private static Service described(Service openSlo, Service catalog) {
    return new Service(
        catalog.name(),
        catalog.description().isEmpty() ? openSlo.description() : catalog.description(),
        catalog.team(),
        catalog.kind(),
        catalog.dependencies(),
        catalog.runbook());
  }

  /** Ballast's word key by key, another format's where it is silent. */
  private static Service merged(Resource resource, Service other, List<Dependency> dependencies) {
    Service own = service(resource, dependencies);
    return new Service(
        own.name(),
        own.description().isEmpty() ? other.description() : own.description(),
        own.team().isEmpty() ? other.team() : own.team(),
        resource.spec().flatMap(spec -> spec.text("kind")).isPresent() ? own.kind() : other.kind(),
        resource.spec().filter(spec -> spec.has("dependsOn")).isPresent()
            ? dependencies
            : other.dependencies(),
        own.runbook().isEmpty() ? other.runbook() : own.runbook());
  }

  private static Service service(Resource resource, List<Dependency> dependencies) {
    var kind = resource.spec().flatMap(spec -> spec.text("kind")).orElse("internal");
    return new Service(
        new ServiceName(resource.name()),
        description(resource),
        resource.spec().flatMap(spec -> spec.text("team")).orElse(""),
        Service.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
        dependencies,
        resource.spec().flatMap(spec -> spec.text("runbook")).orElse(""));
  }

  private static String description(Resource resource) {
    return resource.spec().flatMap(spec -> spec.text("description")).orElse("");
  }

  private List<Dependency> dependencies(Resource resource) {
    var dependencies = new ArrayList<Dependency>();
    var first = new HashMap<String, Place>();
    var items = resource.spec().map(spec -> spec.items("dependsOn")).orElse(List.of());
    for (Cursor item : items) {
      var target = item.isScalar() ? java.util.Optional.of(item) : item.at("name");
      if (target.isEmpty()) {
        continue;
      }
      var name = target.get();
      var earlier = first.putIfAbsent(name.scalar(), name.place());
      if (name.scalar().equals(resource.name())) {
        report.accept(name.badValue("another service", "Fix: remove it"));
      } else if (earlier != null) {
        report.accept(
            new Problem.Duplicate(
                name.place(),
                name.path(),
                name.shown(),
                "each service once; the first is in line " + earlier.line(),
                "Fix: remove one",
                Severity.ERROR));
      } else {
        registry.resolve(Kind.SERVICE, name);
        var to = new ServiceName(name.scalar());
        dependencies.add(
            item.text("strength")
                .map(word -> Dependency.Strength.valueOf(word.toUpperCase(Locale.ROOT)))
                .map(strength -> new Dependency(to, strength))
                .orElse(Dependency.unstated(to)));
      }
    }
    return dependencies;
  }
}
