// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.healing;

import dev.ballast.control.healing.Episode;
import dev.ballast.control.healing.HealingLoop;
import dev.ballast.control.healing.Origin;
import dev.ballast.control.healing.Stop;
import dev.ballast.control.health.ServiceHealth;
import dev.ballast.control.incident.Incident;
import dev.ballast.ledger.Ledger;
import dev.ballast.ledger.LedgerException;
import dev.ballast.ledger.Limits;
import dev.ballast.ledger.Locks;
import dev.ballast.model.Configuration;
import dev.ballast.model.Event;
import dev.ballast.model.Place;
import dev.ballast.model.Remediation;
import dev.ballast.model.Runbook;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Freshness;
import dev.ballast.server.cost.CostWatch;
import dev.ballast.server.healing.HealingHand.Job;
import dev.ballast.server.keda.Forecasts;
import dev.ballast.server.regions.RegionDesk;
import dev.ballast.server.rollout.Rollouts;
import dev.ballast.telemetry.query.MetricQuery;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything about healing in one place: looks every two seconds, and does what people ask. */
public final class HealingDesk implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HealingDesk.class);
  private static final String LOCK = "healing";
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration RENEW = Duration.ofSeconds(5);

  private final Supplier<Configuration> configuration;
  private final Ledger ledger;
  private final Supplier<Board> board;
  private final UnaryOperator<String> runbooks;
  private final InstantSource clock;
  private final KillSwitch stop;
  private final EpisodeStore store;
  private final HealingHand hand;
  private final HealingLoop loop;
  private final String owner = "healing-" + UUID.randomUUID();
  private volatile boolean ours;
  private volatile boolean halted;
  private volatile Instant renewedAt = Instant.MIN;

  /**
   * What it works with.
   *
   * @param runbooks the text of one that is a file; empty when it is none or cannot be read
   * @param reach what may be touched on this machine
   */
  public record Means(
      Supplier<Configuration> configuration,
      Ledger ledger,
      Supplier<Board> board,
      Freshness freshness,
      MetricQuery metrics,
      Forecasts forecasts,
      Supplier<List<Incident>> incidents,
      CostWatch costs,
      Rollouts rollouts,
      RegionDesk regions,
      Map<String, URI> meshes,
      Path dataDir,
      HealingReach reach,
      UnaryOperator<String> runbooks,
      InstantSource clock) {}

  public HealingDesk(Means means) {
    configuration = means.configuration();
    ledger = means.ledger();
    board = means.board();
    runbooks = means.runbooks();
    clock = means.clock();
    stop = new KillSwitch(ledger.documents(), means.dataDir());
    store = new EpisodeStore(ledger.documents(), () -> ours);
    Deeds deeds = new Deeds(means.meshes(), means.rollouts(), means.regions(), means.reach());
    hand = new HealingHand(deeds, this::job, () -> stop.now().on(), clock);
    loop =
        new HealingLoop(
            () -> configuration.get().remediations(),
            hand,
            new HealingSenses(
                board,
                means.freshness(),
                means.metrics(),
                means.incidents(),
                ledger.interlocks(),
                means.costs(),
                new ScalingAhead(means.forecasts(), deeds::replicas),
                clock),
            store,
            stop::now,
            this::tell);
  }

  private Optional<Job> job(String key) {
    return store.all().stream()
        .filter(e -> e.intent() != null && e.intent().key().equals(key))
        .findFirst()
        .flatMap(
            e ->
                Optional.ofNullable(configuration.get().remediations().get(e.remediation()))
                    .map(rules -> new Job(rules.action(), e.place())));
  }

  /** One look; only one server of a control plane heals at a time. */
  public void tick() {
    if (configuration.get().remediations().isEmpty() && store.all().isEmpty()) {
      return;
    }
    if (holdsLock()) {
      loop.tick(clock.instant());
    }
  }

  /**
   * Looks at the switch, several times a second: whatever runs is broken off soon, too, when it was
   * thrown by the file or on another server.
   */
  public void lookAtSwitch() {
    stop.refresh();
    Stop now = stop.now();
    boolean fresh = now.on() && !halted;
    halted = now.on();
    if (fresh) {
      hand.cancel();
      loop.halt(now, clock.instant());
    }
  }

  /** Renewed well before its end, not at each look: it is a write. */
  private boolean holdsLock() {
    Instant now = clock.instant();
    if (ours && !now.isBefore(renewedAt) && now.isBefore(renewedAt.plus(RENEW))) {
      return true;
    }
    boolean before = ours;
    try {
      Optional<Locks.Held> held = ledger.locks().acquire(LOCK, owner, LEASE);
      ours = held.isPresent();
      renewedAt = now;
    } catch (LedgerException e) {
      ours = false;
      log.atWarn().setCause(e).addKeyValue("event", "healing.no_lock").log("nothing is healed");
    }
    if (ours && !before) {
      store.reload();
    }
    return ours;
  }

  private void tell(String name, Episode episode, String text) {
    ledger
        .events()
        .append(
            new Event(
                0,
                clock.instant(),
                name,
                "service/" + episode.service(),
                episode.by(),
                Limits.cut("%s on %s: %s".formatted(episode.remediation(), episode.place(), text)),
                attributes(episode)));
  }

  private Map<String, String> attributes(Episode episode) {
    Map<String, String> told = new TreeMap<>();
    told.put("episode", episode.id());
    told.put("place", episode.place().toString());
    told.put("service", episode.service());
    told.put("region", episode.region());
    told.put("remediation", episode.remediation());
    told.put("phase", episode.phase().word());
    Remediation rules = configuration.get().remediations().get(episode.remediation());
    if (rules != null && !rules.runbook().isEmpty()) {
      told.put("runbook", Limits.cut(rules.runbook()));
      runbook(episode).commands().stream()
          .findFirst()
          .ifPresent(first -> told.put("runbook_command", Limits.cut(first.text())));
    }
    return told;
  }

  /** The commands of its runbook, for its place; none when that is no file here. */
  public Runbook runbook(Episode episode) {
    Remediation rules = configuration.get().remediations().get(episode.remediation());
    return rules == null || rules.runbook().isEmpty()
        ? Runbook.EMPTY
        : new Runbook(
            Runbook.parse(runbooks.apply(rules.runbook())).commands().stream()
                .map(
                    c -> new Runbook.Command(c.heading(), Filling.shown(c.text(), episode.place())))
                .toList());
  }

  /** Throws the switch: from here on nothing begins, and what runs is broken off. */
  public Stop stop(String by, String why) {
    Stop thrown = new Stop(true, by, why);
    stop.set(thrown);
    hand.cancel();
    note("healing.stopped", by, why);
    Thread.startVirtualThread(() -> loop.halt(thrown, clock.instant()));
    return thrown;
  }

  /** Lets it go on; whatever is sick then is looked at anew. */
  public Stop resume(String by, String why) {
    stop.set(Stop.OFF);
    note("healing.resumed", by, why);
    return stop.now();
  }

  private void note(String name, String by, String why) {
    ledger
        .events()
        .append(
            new Event(
                0,
                clock.instant(),
                name,
                "healing",
                by,
                Limits.cut(why),
                Map.of("episode", "", "place", "", "service", "")));
  }

  public Stop stopped() {
    return stop.now();
  }

  /** All rules, by name. */
  public Map<String, Remediation> remediations() {
    return configuration.get().remediations();
  }

  /** All that are remembered, the oldest first. */
  public List<Episode> episodes() {
    return loop.all();
  }

  public Optional<Episode> find(String id) {
    return loop.find(id);
  }

  public Episode plan(String name, String region, String by) {
    return loop.plan(name, place(name, region), by, clock.instant());
  }

  public Episode ask(String name, String region, Origin origin, String by, String reason) {
    var _ = holdsLock();
    return loop.ask(name, place(name, region), origin, by, reason, clock.instant());
  }

  public Episode approve(String id, String by) {
    var _ = holdsLock();
    return loop.approve(id, by, clock.instant());
  }

  public Episode deny(String id, String by, String why) {
    var _ = holdsLock();
    return loop.deny(id, by, why, clock.instant());
  }

  /** Its own region, the one that is named, or the only one there is. */
  private Place place(String name, String region) {
    Remediation rules = configuration.get().remediations().get(name);
    if (rules == null) {
      throw HealingLoop.unknown(name, configuration.get().remediations().keySet());
    }
    if (!region.isEmpty() || !rules.region().isEmpty()) {
      return new Place(rules.service(), region.isEmpty() ? rules.region() : region);
    }
    List<String> known =
        board.get().health().of(rules.service()).stream()
            .map(ServiceHealth::place)
            .map(Place::region)
            .filter(r -> !r.isEmpty())
            .distinct()
            .toList();
    return new Place(rules.service(), known.size() == 1 ? known.getFirst() : "");
  }

  @Override
  public void close() {
    hand.close();
  }
}
