// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import dev.ballast.control.regions.readiness.Readiness;
import dev.ballast.control.regions.readiness.Wish;
import dev.ballast.ledger.Interlocks;
import dev.ballast.ledger.Ledger;
import dev.ballast.ledger.regions.RegionLinks;
import dev.ballast.model.Configuration;
import dev.ballast.model.Health;
import dev.ballast.model.RegionName;
import dev.ballast.model.RegionPolicy;
import dev.ballast.server.board.Notice;
import dev.ballast.telemetry.ingest.SampleSink;
import dev.ballast.telemetry.ingest.StoreFullException;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.store.StoreException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every RegionPolicy of the configuration, each watched; one that is edited begins anew. */
public final class RegionDesk implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RegionDesk.class);

  private static final String REGION = "region/";

  private final Supplier<Configuration> configuration;
  private final Ledger ledger;
  private final MetricQuery metrics;
  private final Notice notice;
  private final Map<String, URI> meshes;
  private final SampleSink sink;
  private final double timeScale;
  private final InstantSource clock;
  private final NameDesk names;
  private final ConflictDesk conflicts;
  private final Map<String, RegionWatch> watches = new ConcurrentSkipListMap<>();

  /**
   * @param meshes admin APIs by region
   * @param sink takes what is measured
   * @param conflicts closed with this
   */
  public RegionDesk(
      Supplier<Configuration> configuration,
      Ledger ledger,
      MetricQuery metrics,
      Notice notice,
      Map<String, URI> meshes,
      SampleSink sink,
      double timeScale,
      ConflictDesk conflicts,
      InstantSource clock) {
    this.configuration = configuration;
    this.ledger = ledger;
    this.metrics = metrics;
    this.notice = notice;
    this.meshes = Map.copyOf(meshes);
    this.sink = sink;
    this.timeScale = timeScale;
    this.conflicts = conflicts;
    this.clock = clock;
    this.names = new NameDesk(clock);
  }

  /** Looks at all regions of all policies; called by one thread. */
  public void tick() {
    follow();
    for (RegionWatch watch : watches.values()) {
      try {
        watch.tick();
        names.follow(watch.view());
        RegionSamples.append(watch.view(), sink);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (StoreFullException | StoreException e) {
        log.atWarn()
            .setCause(e)
            .addKeyValue("event", "regions.unrecorded")
            .log("what was measured of regions is not in the store");
      }
    }
    try {
      names.record(sink);
    } catch (StoreFullException | StoreException e) {
      log.atWarn()
          .setCause(e)
          .addKeyValue("event", "dns.unrecorded")
          .log("how often DNS was asked is not in the store");
    }
  }

  /** The names that users come by. */
  public NameDesk names() {
    return names;
  }

  /** What merges did not keep. */
  public ConflictDesk conflicts() {
    return conflicts;
  }

  private void follow() {
    Map<String, RegionPolicy> wanted = configuration.get().regionPolicies();
    watches
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = !entry.getValue().policy().equals(wanted.get(entry.getKey()));
              if (gone) {
                entry.getValue().close();
              }
              return gone;
            });
    wanted.forEach((name, policy) -> watches.computeIfAbsent(name, n -> begin(policy)));
    names.keep(wanted.keySet());
  }

  private RegionWatch begin(RegionPolicy policy) {
    return new RegionWatch(
        policy,
        ledger,
        new LoadReader(metrics, timeScale),
        new Outlook(policy, meshes, this::cutOff, clock),
        () -> burning(policy),
        clock);
  }

  /**
   * Regions that a game day has cut off. What Ballast itself sees of them past the meshes is the
   * way by which the fault is kept and healed, and no sign that they live.
   */
  private Set<String> cutOff() {
    return ledger.interlocks().active().stream()
        .filter(lock -> lock.kind() == Interlocks.Kind.FAULT)
        .filter(lock -> lock.owner().startsWith("gameday/") && lock.subject().startsWith(REGION))
        .map(lock -> lock.subject().substring(REGION.length()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Regions of which a service misses an SLO of its own. */
  private Set<RegionName> burning(RegionPolicy policy) {
    return notice.board().health().services().stream()
        .filter(
            s ->
                (s.health() == Health.DEGRADED || s.health() == Health.UNHEALTHY)
                    && s.impairedBy().isEmpty())
        .map(s -> s.place().region())
        .flatMap(region -> policy.regions().stream().filter(r -> r.value().equals(region)))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** How each region stands, by name, as in JSON; of one in several policies, as the last says. */
  public Map<String, String> states() {
    Map<String, String> states = new TreeMap<>();
    standing(RegionLinks.NONE).policies().stream()
        .flatMap(policy -> policy.regions().stream())
        .forEach(region -> states.put(region.name(), region.state()));
    return states;
  }

  /** How everything stands, as it was looked at last. */
  public RegionsJson standing(RegionLinks links) {
    return RegionsJson.of(all(), links);
  }

  /**
   * Of every region what the rules say to such a wish; those that nobody has looked at are left
   * out.
   */
  public List<RegionsJson.ReadinessJson> judged(Wish.Kind kind, String by) {
    return all().stream()
        .flatMap(
            watch ->
                watch.policy().regions().stream()
                    .flatMap(region -> watch.judge(Wish.of(kind, region, by)).stream()))
        .map(readiness -> RegionsJson.of(readiness, false))
        .toList();
  }

  /** What the rules say to a wish; empty when nobody has looked at its region. */
  public Optional<Readiness> judge(Wish wish) {
    return of(wish).flatMap(watch -> watch.judge(wish));
  }

  /** Begins what is wished for when the rules allow it. */
  public Optional<Readiness> ask(Wish wish) {
    return of(wish).flatMap(watch -> watch.ask(wish));
  }

  private Optional<RegionWatch> of(Wish wish) {
    return all().stream()
        .filter(watch -> watch.policy().regions().contains(wish.region()))
        .findFirst();
  }

  Instant now() {
    return clock.instant();
  }

  List<RegionWatch> all() {
    return List.copyOf(watches.values());
  }

  @Override
  public void close() {
    names.close();
    conflicts.close();
    watches.values().forEach(RegionWatch::close);
  }
}
