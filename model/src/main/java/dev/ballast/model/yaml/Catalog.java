// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.Dependency;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;

/**
 * Reads services out of Backstage's catalog: components and resources, with what they depend on
 * themselves and through APIs. A reference to nobody is a warning, as it is in Backstage.
 */
final class Catalog {

  private final Registry registry;
  private final Consumer<Problem> report;
  private final Map<String, Set<String>> providers = new HashMap<>();
  private final Map<String, Set<String>> needs = new LinkedHashMap<>();

  Catalog(Registry registry, Consumer<Problem> report) {
    this.registry = registry;
    this.report = report;
  }

  Map<ServiceName, Service> readAll() {
    List<Resource> entities = new ArrayList<>(registry.all(Kind.COMPONENT));
    entities.addAll(registry.all(Kind.RESOURCE));
    for (Resource entity : entities) {
      for (Cursor api : list(entity, "providesApis")) {
        providers.computeIfAbsent(name(api), _ -> new LinkedHashSet<>()).add(entity.name());
      }
    }
    entities.forEach(this::readNeeds);
    var services = new HashMap<ServiceName, Service>();
    for (Resource entity : entities) {
      if (entity.isNamed()) {
        services.putIfAbsent(new ServiceName(entity.name()), service(entity));
      }
    }
    return services;
  }

  private Service service(Resource entity) {
    var metadata = entity.cursor().at("metadata");
    return new Service(
        new ServiceName(entity.name()),
        metadata.flatMap(m -> m.text("description")).orElse(""),
        entity.spec().flatMap(spec -> spec.at("owner")).map(Catalog::name).orElse(""),
        kind(entity),
        needs.getOrDefault(entity.name(), Set.of()).stream()
            .map(to -> Dependency.unstated(new ServiceName(to)))
            .toList());
  }

  /** Resources send no telemetry of their own. */
  private static Service.Kind kind(Resource entity) {
    if (entity.kind() == Kind.COMPONENT) {
      return Service.Kind.INTERNAL;
    }
    String type = entity.spec().flatMap(spec -> spec.text("type")).orElse("");
    return type.toLowerCase(Locale.ROOT).contains("database")
        ? Service.Kind.DATABASE
        : Service.Kind.EXTERNAL;
  }

  private void readNeeds(Resource entity) {
    for (Cursor reference : list(entity, "dependsOn")) {
      switch (kindOf(reference)) {
        case "api" -> needApi(entity.name(), reference);
        case "", "component", "resource" ->
            resolve(reference).ifPresent(to -> need(entity.name(), to));
        default -> reportUnused(reference);
      }
    }
    for (Cursor reference : list(entity, "dependencyOf")) {
      switch (kindOf(reference)) {
        case "", "component", "resource" ->
            resolve(reference).ifPresent(from -> need(from, entity.name()));
        default -> reportUnused(reference);
      }
    }
    for (Cursor reference : list(entity, "consumesApis")) {
      needApi(entity.name(), reference);
    }
  }

  private void needApi(String from, Cursor reference) {
    var to = providers.getOrDefault(name(reference), Set.of());
    to.forEach(provider -> need(from, provider));
    if (to.isEmpty()) {
      unresolved(
          reference, "an API that a Component in the files read provides", providers.keySet());
    }
  }

  private void need(String from, String to) {
    if (!from.equals(to)) {
      needs.computeIfAbsent(from, _ -> new LinkedHashSet<>()).add(to);
    }
  }

  private Optional<String> resolve(Cursor reference) {
    String name = name(reference);
    if (registry.find(Kind.SERVICE, name).isPresent()) {
      return Optional.of(name);
    }
    unresolved(
        reference, "a Component, Resource or Service in the files read", registry.serviceNames());
    return Optional.empty();
  }

  private void unresolved(Cursor reference, String rule, Set<String> known) {
    if (registry.isMissed(Kind.SERVICE, name(reference))) {
      report.accept(
          new Problem.UnresolvedReference(
              reference.place(),
              reference.path(),
              reference.shown(),
              rule,
              Nearest.to(name(reference), known)
                  .map(near -> "The nearest name is " + near)
                  .orElse("It is left out"),
              Severity.WARNING));
    }
  }

  private void reportUnused(Cursor reference) {
    report.accept(
        new Problem.NotUsed(
            reference.place(),
            reference.path(),
            reference.shown() + " is no component, resource or API, and not used",
            "",
            Severity.INFO));
  }

  private static List<Cursor> list(Resource entity, String key) {
    return entity.isNamed()
        ? entity.spec().map(spec -> spec.items(key)).orElse(List.of())
        : List.of();
  }

  private static String kindOf(Cursor reference) {
    return part(reference, 1).toLowerCase(Locale.ROOT);
  }

  private static String name(Cursor reference) {
    return part(reference, 3);
  }

  private static String part(Cursor reference, int group) {
    Matcher parts = BackstageKinds.REFERENCE.matcher(reference.scalar());
    String found = parts.matches() ? parts.group(group) : null;
    return found == null ? "" : found;
  }
}
