// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import dev.ballast.connect.region.Look;
import dev.ballast.connect.region.Looker;
import dev.ballast.control.regions.probe.OutageBook;
import dev.ballast.control.regions.sight.Aspect;
import dev.ballast.control.regions.sight.Sighting;
import dev.ballast.control.regions.sight.Sighting.Outcome;
import dev.ballast.control.regions.sight.Vantage;
import dev.ballast.model.ProbeSpec;
import dev.ballast.model.RegionName;
import dev.ballast.model.RegionPolicy;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Everything that is looked at for one policy. Used by one thread at a time. */
final class Outlook implements AutoCloseable {

  private static final Duration KEPT = Duration.ofMinutes(2);

  private final RegionPolicy policy;
  private final Map<String, URI> meshes;
  private final Supplier<Set<String>> cutOff;
  private final InstantSource clock;
  private final Looker looker = new Looker();
  private final ExecutorService looking = Executors.newVirtualThreadPerTaskExecutor();
  private final List<StoreWatch> stores = new ArrayList<>();
  private final List<Sighting> seen = new ArrayList<>();
  private final Map<RegionName, OutageBook> outages = new LinkedHashMap<>();
  private Set<String> voters = Set.of();

  /**
   * @param meshes admin APIs by region: a sign of life of it
   * @param cutOff regions of which only probes count, not what we see past the meshes
   */
  Outlook(
      RegionPolicy policy,
      Map<String, URI> meshes,
      Supplier<Set<String>> cutOff,
      InstantSource clock) {
    this.policy = policy;
    this.meshes = meshes;
    this.cutOff = cutOff;
    this.clock = clock;
    policy.stores().stream()
        .filter(spec -> !spec.nodes().isEmpty())
        .forEach(spec -> stores.add(new StoreWatch(spec, here(), clock)));
    policy.regions().forEach(region -> outages.put(region, new OutageBook()));
  }

  private Vantage here() {
    return new Vantage("ballast", policy.witness().isEmpty() ? "outside" : policy.witness());
  }

  /** Looks everywhere at once; returns when all have looked, which takes two seconds at most. */
  void look() throws InterruptedException {
    List<Future<List<Sighting>>> all = new ArrayList<>();
    for (ProbeSpec probe : policy.probes()) {
      all.add(looking.submit(() -> probe(probe)));
    }
    for (RegionName region : policy.regions()) {
      URI mesh = meshes.get(region.value());
      if (mesh != null) {
        all.add(looking.submit(() -> control(region, mesh)));
      }
    }
    for (StoreWatch store : stores) {
      all.add(looking.submit(store::look));
    }
    List<Sighting> fresh = new ArrayList<>();
    for (Future<List<Sighting>> one : all) {
      try {
        fresh.addAll(one.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("a probe", e);
      }
    }
    Set<String> cut = cutOff.get();
    fresh.removeIf(s -> cut.contains(s.of().value()) && isOurs(s));
    seen.removeIf(s -> cut.contains(s.of().value()) && isOurs(s));
    seen.removeIf(s -> s.at().isBefore(clock.instant().minus(KEPT)));
    seen.addAll(fresh);
    voters = voters(fresh);
  }

  /** Not by a probe of the policy, but past the meshes: their admin APIs, and stores. */
  private boolean isOurs(Sighting sighting) {
    return policy.probes().stream().noneMatch(p -> p.name().equals(sighting.from().name()));
  }

  List<Sighting> seen() {
    return List.copyOf(seen);
  }

  Set<String> voters() {
    return voters;
  }

  List<StoreWatch> stores() {
    return List.copyOf(stores);
  }

  Map<RegionName, OutageBook> outages() {
    return outages;
  }

  /** The witness is where we are; a region takes part when something in it answers or looks. */
  private Set<String> voters(List<Sighting> fresh) {
    Set<String> heard = new TreeSet<>();
    if (!policy.witness().isEmpty()) {
      heard.add(policy.witness());
    }
    for (RegionName region : policy.regions()) {
      boolean there =
          fresh.stream()
              .anyMatch(
                  s ->
                      s.from().isIn(region)
                          || (s.of().equals(region) && s.outcome() != Outcome.SILENT));
      if (there) {
        heard.add(region.value());
      }
    }
    return heard;
  }

  private List<Sighting> probe(ProbeSpec probe) throws InterruptedException {
    boolean proxied =
        policy.regions().stream()
            .anyMatch(r -> r.value().equals(probe.from()) && !r.equals(probe.region()));
    Look look = looker.look(probe, proxied);
    if (!look.evidence()) {
      return List.of();
    }
    boolean users = probe.kind() == ProbeSpec.Kind.HTTP;
    if (users && !proxied) {
      OutageBook book = outages.get(probe.region());
      if (book != null) {
        synchronized (book) {
          book.asked(look.outcome() == Outcome.ANSWERS, clock.instant());
        }
      }
    }
    return List.of(
        new Sighting(
            new Vantage(probe.name(), probe.from()),
            probe.region(),
            users ? Aspect.USERS : Aspect.STORE,
            look.outcome(),
            clock.instant(),
            look.text()));
  }

  private List<Sighting> control(RegionName region, URI mesh) throws InterruptedException {
    Look look =
        looker.look(
            new ProbeSpec(
                "mesh",
                ProbeSpec.Kind.HTTP,
                here().place(),
                region,
                mesh.resolve("/health").toString()),
            false);
    return List.of(
        new Sighting(
            new Vantage("mesh-admin", here().place()),
            region,
            Aspect.CONTROL,
            look.outcome(),
            clock.instant(),
            look.text()));
  }

  @Override
  public void close() {
    looking.shutdownNow();
    looker.close();
    stores.forEach(StoreWatch::close);
  }
}
