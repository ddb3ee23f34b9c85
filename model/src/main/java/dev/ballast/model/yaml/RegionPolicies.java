// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.Bounds;
import dev.ballast.model.Consistency;
import dev.ballast.model.Merge;
import dev.ballast.model.OperationPolicy;
import dev.ballast.model.ProbeSpec;
import dev.ballast.model.RegionName;
import dev.ballast.model.RegionPolicy;
import dev.ballast.model.ServiceName;
import dev.ballast.model.StoreSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads which regions stand in for each other. */
final class RegionPolicies {

  private final Registry registry;
  private final QueryChecker queries;
  private final Consumer<Problem> report;

  RegionPolicies(Registry registry, QueryChecker queries, Consumer<Problem> report) {
    this.registry = registry;
    this.queries = queries;
    this.report = report;
  }

  Map<String, RegionPolicy> readAll() {
    var all = new HashMap<String, RegionPolicy>();
    for (Resource resource : registry.all(Kind.REGION_POLICY)) {
      resource
          .spec()
          .flatMap(spec -> read(resource, spec))
          .ifPresent(policy -> all.put(policy.name(), policy));
    }
    return all;
  }

  private Optional<RegionPolicy> read(Resource resource, Cursor spec) {
    var regions = new ArrayList<RegionName>();
    for (Cursor name : spec.items("regions")) {
      registry.resolve(Kind.REGION, name);
      var region = new RegionName(name.scalar());
      if (regions.contains(region)) {
        report.accept(name.badValue("each region once", ""));
        return Optional.empty();
      }
      regions.add(region);
    }
    var witness = spec.text("witness").orElse("");
    spec.at("witness")
        .filter(at -> regions.contains(new RegionName(at.scalar())))
        .ifPresent(at -> report.accept(at.badValue("a place that is none of the regions", "")));
    spec.at("load").ifPresent(this::query);
    var bounds = bounds(spec);
    if (!resource.isNamed() || regions.size() < 2 || bounds.isEmpty()) {
      return Optional.empty();
    }
    var known = new PolicyRegions(regions, report);
    return Optional.of(
        new RegionPolicy(
            resource.name(),
            regions,
            witness,
            RegionPolicy.Failover.valueOf(word(spec, "failover", "automatic")),
            bounds.get(),
            tested(spec, known),
            spec.text("load").orElse(""),
            probes(spec, known, witness.isEmpty() ? "outside" : witness),
            stores(spec, known),
            new Steerings(known, report).read(spec),
            operations(spec),
            spec.at("dns")
                .flatMap(dns -> new DnsZones(known, bounds.get(), report).read(dns))
                .orElse(null)));
  }

  private Optional<Bounds> bounds(Cursor spec) {
    var otherwise = Bounds.DEFAULT;
    List<Integer> stages = new ArrayList<>();
    for (Cursor stage : spec.items("stages")) {
      stages.add((int) Double.parseDouble(stage.scalar()));
    }
    try {
      return Optional.of(
          new Bounds(
              time(spec, "rpo", otherwise.rpo()),
              time(spec, "rto", otherwise.rto()),
              time(spec, "confirm", otherwise.confirm()),
              time(spec, "lease", otherwise.lease()),
              spec.number("drift").orElse(otherwise.drift()),
              time(spec, "coolDown", otherwise.coolDown()),
              time(spec, "pace", otherwise.pace()),
              stages.isEmpty() ? otherwise.stages() : stages,
              time(spec, "skew", Duration.ofMillis(otherwise.skew())).toMillis()));
    } catch (IllegalArgumentException _) {
      spec.at("stages")
          .or(() -> spec.at("rto"))
          .or(() -> spec.at("confirm"))
          .or(() -> spec.at("lease"))
          .ifPresent(
              at -> report.accept(at.badValue("stages that ascend to 100, and times above 0", "")));
      return Optional.empty();
    }
  }

  private static Map<RegionName, Double> tested(Cursor spec, PolicyRegions names) {
    var tested = new LinkedHashMap<RegionName, Double>();
    spec.at("tested")
        .ifPresent(
            map ->
                map.entries()
                    .forEach(
                        (key, value) ->
                            names
                                .key(value, key)
                                .ifPresent(
                                    region ->
                                        tested.put(region, Double.parseDouble(value.scalar())))));
    return tested;
  }

  private static List<ProbeSpec> probes(Cursor spec, PolicyRegions names, String outside) {
    var probes = new ArrayList<ProbeSpec>();
    for (Cursor one : spec.items("probes")) {
      var region = names.of(one, "region");
      var target = one.text("target");
      if (region.isPresent() && target.isPresent()) {
        probes.add(
            new ProbeSpec(
                one.text("name").orElse("probe"),
                ProbeSpec.Kind.valueOf(word(one, "kind", "http")),
                one.text("from").orElse(outside),
                region.get(),
                target.get()));
      }
    }
    return probes;
  }

  private static List<StoreSpec> stores(Cursor spec, PolicyRegions names) {
    var stores = new ArrayList<StoreSpec>();
    for (Cursor one : spec.items("stores")) {
      var nodes = new LinkedHashMap<RegionName, String>();
      one.at("nodes")
          .ifPresent(
              map ->
                  map.entries()
                      .forEach(
                          (key, value) ->
                              names
                                  .key(value, key)
                                  .ifPresent(region -> nodes.put(region, value.scalar()))));
      names
          .of(one, "primary")
          .ifPresent(
              primary ->
                  stores.add(
                      new StoreSpec(
                          one.text("name").orElse("store"),
                          Consistency.valueOf(word(one, "consistency", "strong")),
                          primary,
                          nodes,
                          one.text("user").orElse(""),
                          one.text("fence").orElse(""))));
    }
    return stores;
  }

  private List<OperationPolicy> operations(Cursor spec) {
    var operations = new ArrayList<OperationPolicy>();
    for (Cursor one : spec.items("operations")) {
      one.at("service").ifPresent(name -> registry.resolve(Kind.SERVICE, name));
      var consistency = Consistency.valueOf(word(one, "consistency", "strong"));
      var standard = consistency == Consistency.EVENTUAL ? "lattice" : "none";
      var merge = Merge.valueOf(word(one, "merge", standard));
      var service = one.text("service");
      if (service.isEmpty()) {
        continue;
      }
      try {
        operations.add(
            new OperationPolicy(
                new ServiceName(service.get()),
                one.text("operation").orElse(""),
                consistency,
                merge));
      } catch (IllegalArgumentException _) {
        one.at("merge")
            .ifPresent(
                at ->
                    report.accept(
                        at.badValue("none with strong, another than none with eventual", "")));
      }
    }
    return operations;
  }

  private void query(Cursor query) {
    queries
        .problemOf(query.scalar().strip())
        .ifPresent(
            what ->
                report.accept(
                    query.badValue("PromQL; " + what, "Fix: try it with `ballast query`")));
  }

  private static String word(Cursor spec, String key, String otherwise) {
    return spec.text(key).orElse(otherwise).toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static Duration time(Cursor spec, String key, Duration otherwise) {
    return spec.text(key).map(RegionPolicies::time).orElse(otherwise);
  }

  static Duration time(String text) {
    var digits = text.replaceAll("[a-z]+$", "");
    long value = Long.parseLong(digits);
    return switch (text.substring(digits.length())) {
      case "ms" -> Duration.ofMillis(value);
      case "m" -> Duration.ofMinutes(value);
      case "h" -> Duration.ofHours(value);
      default -> Duration.ofSeconds(value);
    };
  }
}
