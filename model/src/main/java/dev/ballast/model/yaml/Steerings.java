// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.RegionName;
import dev.ballast.model.ServiceName;
import dev.ballast.model.SteerSpec;
import dev.ballast.model.SteerTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads what turns requests between the regions of a policy. */
final class Steerings {

  private static final List<String> KINDS = List.of("mesh", "target", "hook", "command");

  /** Which keys mean something with which. */
  private static final Map<String, List<String>> WITH =
      Map.of(
          "service", List.of("mesh"),
          "route", List.of("mesh"),
          "kubeconfig", List.of("target"),
          "context", List.of("target"),
          "socket", List.of("target"),
          "versions", List.of("mesh", "target"),
          "timeout", List.of("hook", "command"));

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final PolicyRegions regions;
  private final Consumer<Problem> report;

  Steerings(PolicyRegions regions, Consumer<Problem> report) {
    this.regions = regions;
    this.report = report;
  }

  List<SteerSpec> read(Cursor spec) {
    var steering = new ArrayList<SteerSpec>();
    for (Cursor one : spec.items("steering")) {
      var home = regions.of(one, "home");
      var versions = versions(one);
      var target = target(one);
      var of = SteerSpec.Of.valueOf(one.text("of").orElse("users").toUpperCase(Locale.ROOT));
      if (of == SteerSpec.Of.WRITES
          && target.filter(SteerTarget.Hook.class::isInstance).isPresent()) {
        one.at("of")
            .ifPresent(at -> report.accept(at.badValue("users with a hook or a command", "")));
      } else if (home.isPresent() && target.isPresent()) {
        steering.add(new SteerSpec(target.get(), versions, home.get(), of));
      }
    }
    return steering;
  }

  private Optional<SteerTarget> target(Cursor one) {
    var kinds = KINDS.stream().filter(one::has).toList();
    if (kinds.isEmpty()) {
      report.accept(
          new Problem.MissingKey(
              one.place(),
              one.path() + ".mesh",
              "one of " + String.join(", ", KINDS),
              "Add: target: httproute/shop/entrance"));
      return Optional.empty();
    }
    if (kinds.size() > 1) {
      one.at(kinds.getLast())
          .ifPresent(
              at ->
                  report.accept(
                      at.badValue("no " + kinds.getFirst() + " beside it", "Fix: remove one")));
      return Optional.empty();
    }
    var kind = kinds.getFirst();
    WITH.forEach(
        (key, with) -> {
          if (!with.contains(kind)) {
            one.at(key)
                .ifPresent(
                    at ->
                        report.accept(
                            at.badValue(
                                "only with " + String.join(" or ", with), "Fix: remove it")));
          }
        });
    return switch (kind) {
      case "mesh" -> mesh(one);
      case "target" -> one.text("target").map(name -> place(one, name));
      default -> hook(one);
    };
  }

  private Optional<SteerTarget> mesh(Cursor one) {
    if (!one.has("service")) {
      report.accept(
          new Problem.MissingKey(
              one.place(),
              one.path() + ".service",
              "a service whose versions are the regions",
              "Add: service: entrance"));
    }
    var url = one.text("mesh");
    var service = one.text("service");
    return url.isEmpty() || service.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SteerTarget.Mesh(
                url.get(), new ServiceName(service.get()), one.text("route").orElse("default")));
  }

  private static SteerTarget place(Cursor one, String name) {
    return new SteerTarget.Place(
        name,
        one.text("kubeconfig").orElse(""),
        one.text("context").orElse(""),
        one.text("socket").orElse("/run/haproxy/admin.sock"));
  }

  private Optional<SteerTarget> hook(Cursor one) {
    var command = one.items("command").stream().map(Cursor::scalar).toList();
    if (!command.isEmpty() && !command.getFirst().startsWith("/")) {
      one.at("command")
          .map(at -> at.items().getFirst())
          .ifPresent(at -> report.accept(at.badValue("a program by its whole path", "")));
      return Optional.empty();
    }
    var patience = one.text("timeout").map(RegionPolicies::time).orElse(PATIENCE);
    if (!patience.isPositive() || patience.compareTo(LONGEST) > 0) {
      one.at("timeout").ifPresent(at -> report.accept(at.badValue("above 0, at most 60s", "")));
      return Optional.empty();
    }
    var url = one.text("hook").orElse("");
    return url.isEmpty() && command.isEmpty()
        ? Optional.empty()
        : Optional.of(new SteerTarget.Hook(url, command, patience));
  }

  private Map<RegionName, String> versions(Cursor one) {
    var versions = new LinkedHashMap<RegionName, String>();
    one.at("versions")
        .map(Cursor::entries)
        .orElse(Map.of())
        .forEach(
            (key, value) ->
                regions
                    .key(value, key)
                    .filter(region -> isNew(value, versions))
                    .ifPresent(region -> versions.put(region, value.scalar())));
    return versions;
  }

  private boolean isNew(Cursor value, Map<RegionName, String> before) {
    boolean fresh = !before.containsValue(value.scalar());
    if (!fresh) {
      report.accept(value.badValue("each version for one region", ""));
    }
    return fresh;
  }
}
