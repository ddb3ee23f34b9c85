// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.FaultAgent;
import dev.ballast.model.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads who breaks things on purpose, and what. */
final class FaultAgents {

  private static final String DATA = "/var/lib/ballast-faults";

  private final Registry registry;
  private final Consumer<Problem> report;
  private final Map<String, Place> names = new HashMap<>();

  FaultAgents(Registry registry, Consumer<Problem> report) {
    this.registry = registry;
    this.report = report;
  }

  Map<String, FaultAgent> readAll() {
    var all = new HashMap<String, FaultAgent>();
    for (Resource resource : registry.all(Kind.FAULT_AGENT)) {
      resource
          .spec()
          .flatMap(spec -> read(resource, spec))
          .ifPresent(agent -> all.put(agent.name(), agent));
    }
    return all;
  }

  private Optional<FaultAgent> read(Resource resource, Cursor spec) {
    var targets = new ArrayList<FaultAgent.Target>();
    for (Cursor target : spec.items("targets")) {
      target(target).ifPresent(targets::add);
    }
    var address = spec.text("address");
    if (!resource.isNamed() || address.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new FaultAgent(
            resource.name(),
            URI.create(address.get()),
            secret(spec.at("tokenFrom")),
            spec.text("environment").orElse("live"),
            spec.text("data").orElse(DATA),
            spec.items("keepReachable").stream().map(FaultAgents::whole).toList(),
            targets));
  }

  private Optional<FaultAgent.Target> target(Cursor target) {
    var name = target.text("name").orElse("");
    var earlier = names.putIfAbsent(name, target.place());
    if (earlier != null) {
      target
          .at("name")
          .ifPresent(
              at ->
                  report.accept(
                      at.badValue("each name once in all agents; the first is at " + earlier, "")));
      return Optional.empty();
    }
    if (name.isEmpty()) {
      return Optional.empty();
    }
    var labels = new LinkedHashMap<String, String>();
    target
        .at("labels")
        .ifPresent(map -> map.entries().forEach((key, value) -> labels.put(key, value.scalar())));
    return Optional.of(
        new FaultAgent.Target(
            name,
            target.text("service").orElse(""),
            labels,
            target.text("pidFile").orElse(""),
            words(target, "restart"),
            target.text("cgroup").orElse(""),
            target.at("port").map(FaultAgents::whole).orElse(0),
            target.at("proxy").map(FaultAgents::proxy).orElse(FaultAgent.Proxy.NONE),
            target.text("mesh").orElse(""),
            target.at("database").map(FaultAgents::database).orElse(FaultAgent.Database.NONE),
            target.items("scripts").stream().map(FaultAgents::script).toList()));
  }

  private static FaultAgent.Proxy proxy(Cursor at) {
    return new FaultAgent.Proxy(at.text("api").orElse(""), at.text("name").orElse(""));
  }

  private static FaultAgent.Database database(Cursor at) {
    return new FaultAgent.Database(
        at.text("url").orElse(""), at.text("user").orElse(""), secret(at.at("passwordFrom")));
  }

  private static FaultAgent.Script script(Cursor at) {
    return new FaultAgent.Script(
        at.text("name").orElse(""),
        words(at, "apply"),
        words(at, "verify"),
        words(at, "heal"),
        at.text("timeout").map(RegionPolicies::time).orElse(Duration.ofSeconds(5)));
  }

  private static List<String> words(Cursor parent, String key) {
    return parent.items(key).stream().map(Cursor::scalar).toList();
  }

  private static int whole(Cursor at) {
    return (int) Double.parseDouble(at.scalar());
  }

  private static Secret secret(Optional<Cursor> from) {
    return from.flatMap(
            at ->
                at.text("env")
                    .<Secret>map(Secret.Environment::new)
                    .or(() -> at.text("file").map(Secret.File::new)))
        .orElse(new Secret.None());
  }
}
