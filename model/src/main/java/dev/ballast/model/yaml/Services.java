// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.Dependency;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads services. A service may be described twice, by OpenSLO and by Ballast: then both are one
 * service, and what Ballast's resource says wins.
 */
final class Services {

  private final Registry registry;
  private final Consumer<Problem> report;

  Services(Registry registry, Consumer<Problem> report) {
    this.registry = registry;
    this.report = report;
  }

  Map<ServiceName, Service> readAll() {
    var services = new HashMap<ServiceName, Service>();
    for (Resource resource : registry.all(Kind.OPENSLO_SERVICE)) {
      if (resource.isNamed()) {
        var name = new ServiceName(resource.name());
        var service =
            new Service(name, description(resource), "", Service.Kind.INTERNAL, List.of());
        services.putIfAbsent(name, service);
      }
    }
    for (Resource resource : registry.all(Kind.SERVICE)) {
      var dependencies = dependencies(resource);
      if (resource.isNamed()) {
        var name = new ServiceName(resource.name());
        var other = services.get(name);
        services.put(
            name, service(resource, other == null ? "" : other.description(), dependencies));
      }
    }
    return services;
  }

  private static Service service(
      Resource resource, String otherwise, List<Dependency> dependencies) {
    var description = description(resource);
    var kind = resource.spec().flatMap(spec -> spec.text("kind")).orElse("internal");
    return new Service(
        new ServiceName(resource.name()),
        description.isEmpty() ? otherwise : description,
        resource.spec().flatMap(spec -> spec.text("team")).orElse(""),
        Service.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
        dependencies);
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
        var strength = item.text("strength").orElse("hard");
        dependencies.add(
            new Dependency(
                new ServiceName(name.scalar()),
                Dependency.Strength.valueOf(strength.toUpperCase(Locale.ROOT))));
      }
    }
    return dependencies;
  }
}
