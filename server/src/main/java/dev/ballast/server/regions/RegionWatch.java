// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import dev.ballast.connect.region.PostgresNode;
import dev.ballast.control.regions.failover.FailoverEffect;
import dev.ballast.control.regions.failover.FailoverEvent;
import dev.ballast.control.regions.failover.FailoverMachine;
import dev.ballast.control.regions.failover.FailoverState;
import dev.ballast.control.regions.failover.Turn;
import dev.ballast.control.regions.probe.OutageBook;
import dev.ballast.control.regions.readiness.Readiness;
import dev.ballast.control.regions.readiness.Replica;
import dev.ballast.control.regions.readiness.Situation;
import dev.ballast.control.regions.readiness.Wish;
import dev.ballast.control.regions.sight.Glance;
import dev.ballast.control.regions.sight.Sight;
import dev.ballast.control.regions.sight.SightPolicy;
import dev.ballast.ledger.Interlocks;
import dev.ballast.ledger.Ledger;
import dev.ballast.model.Event;
import dev.ballast.model.RegionName;
import dev.ballast.model.RegionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One policy at work: looks each second, steps the controller, writes its state down, then acts.
 * All of its state is guarded by its monitor; deeds that wait for others are done on threads of
 * their own and heard of as events.
 */
final class RegionWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RegionWatch.class);

  private static final Duration INTERLOCK = Duration.ofMinutes(30);

  private final RegionPolicy policy;
  private final Ledger ledger;
  private final LoadReader loads;
  private final InstantSource clock;
  private final Burning burning;
  private final FailoverMachine machine;
  private final FailoverMemory memory;
  private final SightPolicy sightPolicy;
  private final Outlook outlook;
  private final Deeds deeds;
  private final ExecutorService acting = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<RegionName, Sight> sights = new LinkedHashMap<>();
  private final Map<RegionName, String> interlocks = new LinkedHashMap<>();
  private FailoverState state;
  private @Nullable Situation situation;
  private List<StoreView> stores = List.of();

  /** Which regions' users burn their budget now. */
  interface Burning {
    Set<RegionName> regions();
  }

  RegionWatch(
      RegionPolicy policy,
      Ledger ledger,
      LoadReader loads,
      Outlook outlook,
      Burning burning,
      InstantSource clock) {
    this.policy = policy;
    this.ledger = ledger;
    this.loads = loads;
    this.outlook = outlook;
    this.burning = burning;
    this.clock = clock;
    this.machine = new FailoverMachine(policy);
    this.sightPolicy = SightPolicy.of(policy.bounds());
    this.deeds = new Deeds(policy, clock);
    this.memory = new FailoverMemory(policy, ledger, clock);
    this.state = memory.recall();
    outlook.stores().forEach(store -> store.owned(state.tenure().owner()));
  }

  /** Everything that is shown of it. */
  record View(
      RegionPolicy policy,
      FailoverState state,
      @Nullable Situation situation,
      List<StoreView> stores,
      Map<RegionName, List<OutageBook.Outage>> outages) {}

  /** A store's account. */
  record StoreView(
      String name,
      RegionName owner,
      double rowsPerSecond,
      double acknowledgeMillis,
      double acrossMillis,
      long staleReads,
      List<Long> lost,
      long skewMillis) {}

  RegionPolicy policy() {
    return policy;
  }

  /** One turn; called by one thread. */
  void tick() throws InterruptedException {
    outlook.look();
    Situation now;
    synchronized (this) {
      now = look();
      situation = now;
      stores = outlook.stores().stream().map(store -> view(store)).toList();
    }
    hear(new FailoverEvent.Looked(now));
    if (deeds.roads().isBehind()) {
      acting.execute(deeds.roads()::again);
    }
  }

  private Situation look() {
    Instant at = clock.instant();
    for (RegionName region : policy.regions()) {
      Glance glance = Glance.of(region, outlook.seen(), sightPolicy, at);
      Sight before = sights.get(region);
      sights.put(
          region,
          before == null ? Sight.first(glance, sightPolicy) : before.next(glance, sightPolicy));
    }
    List<Replica> replicas = new ArrayList<>();
    long skew = -1;
    for (StoreWatch store : outlook.stores()) {
      replicas.addAll(store.replicas());
      skew = Math.max(skew, store.skewMillis());
    }
    return new Situation(
        at,
        sights,
        loads.read(policy, at),
        replicas,
        ledger.interlocks().active(),
        outlook.voters(),
        Set.of(),
        Instant.MIN,
        burning.regions(),
        skew);
  }

  /** What the rules say to a wish; nothing is done. */
  synchronized Optional<Readiness> judge(Wish wish) {
    return situation == null
        ? Optional.empty()
        : Optional.of(machine.judge(state, wish, situation));
  }

  /** Judges a wish and begins it when it may; empty before the first look. */
  Optional<Readiness> ask(Wish wish) {
    Situation now;
    synchronized (this) {
      if (situation == null) {
        return Optional.empty();
      }
      now = situation;
    }
    return Optional.ofNullable(hear(new FailoverEvent.Asked(wish, now)).readiness());
  }

  /** Takes back what is under way. */
  void abort(String by, String reason) {
    hear(new FailoverEvent.Aborted(by, reason, clock.instant()));
  }

  private StoreView view(StoreWatch store) {
    return new StoreView(
        store.spec().name(),
        state.tenure().owner(),
        store.rowsPerSecond(),
        store.acknowledgeMillis(),
        store.acrossMillis(),
        store.staleReads(),
        store.lost(),
        store.skewMillis());
  }

  synchronized View view() {
    Map<RegionName, List<OutageBook.Outage>> outages = new LinkedHashMap<>();
    outlook
        .outages()
        .forEach(
            (region, book) -> {
              synchronized (book) {
                outages.put(region, book.past());
              }
            });
    return new View(policy, state, situation, stores, outages);
  }

  /**
   * State is written down before anything is done; when that fails nothing is. When another server
   * has kept a newer one, the same is heard once more from there.
   */
  private Turn hear(FailoverEvent event) {
    Turn turn;
    synchronized (this) {
      turn = machine.step(state, event);
      boolean kept = turn.state().equals(state) || memory.keep(turn.state());
      if (!kept) {
        FailoverState newest = memory.newest(state);
        boolean moved = !newest.equals(state);
        state = newest;
        outlook.stores().forEach(store -> store.owned(newest.tenure().owner()));
        turn = machine.step(state, event);
        kept = moved && (turn.state().equals(state) || memory.keep(turn.state()));
      }
      if (!kept) {
        return new Turn(state, List.of(), turn.readiness());
      }
      state = turn.state();
      turn.effects().forEach(this::atOnce);
    }
    List<FailoverEffect> effects = turn.effects();
    effects.forEach(effect -> acting.execute(() -> act(effect)));
    return turn;
  }

  /** What others must know before anything moves. */
  private void atOnce(FailoverEffect effect) {
    switch (effect) {
      case FailoverEffect.Interlock lock ->
          interlocks.put(
              lock.region(),
              ledger
                  .interlocks()
                  .raise(
                      Interlocks.Kind.FAILOVER,
                      "region/" + lock.region(),
                      "regions/" + policy.name(),
                      lock.reason(),
                      INTERLOCK)
                  .id());
      case FailoverEffect.Unlock unlock -> {
        String id = interlocks.remove(unlock.region());
        if (id != null) {
          ledger.interlocks().clear(id);
        }
      }
      case FailoverEffect.Tell tell ->
          ledger
              .events()
              .append(
                  new Event(
                      0,
                      clock.instant(),
                      tell.name(),
                      "region/" + tell.region(),
                      tell.by(),
                      tell.text(),
                      tell.facts()));
      case FailoverEffect.Claim _, FailoverEffect.Fence _, FailoverEffect.Promote _ -> {}
      case FailoverEffect.Steer steer -> deeds.want(steer, state.tenure().epoch());
      case FailoverEffect.SteerWrites steer -> deeds.want(steer);
    }
  }

  private void act(FailoverEffect effect) {
    try {
      switch (effect) {
        case FailoverEffect.Steer steer -> deeds.steer(steer);
        case FailoverEffect.SteerWrites steer -> {
          deeds.steerWrites();
          outlook.stores().forEach(store -> store.owned(steer.to()));
        }
        case FailoverEffect.Claim claim -> memory.claim(claim).ifPresent(this::hear);
        case FailoverEffect.Fence fence -> {
          Optional<FailoverEvent> overtaken = memory.overtaken(fence.epoch());
          if (overtaken.isPresent()) {
            hear(overtaken.get());
          } else {
            deeds
                .fence(fence, node(fence.store(), fence.region()))
                .ifPresent(
                    how ->
                        hear(
                            new FailoverEvent.Fenced(
                                fence.store(), fence.epoch(), how, clock.instant())));
          }
        }
        case FailoverEffect.Promote promote -> {
          if (!memory.grants(promote)) {
            log.atWarn()
                .addKeyValue("event", "region.promotion_withheld")
                .addKeyValue("region", promote.region())
                .addKeyValue("epoch", promote.epoch())
                .log("the epoch is not in these hands any more, so no node is opened for writes");
            memory.overtaken(promote.epoch()).ifPresent(this::hear);
          } else if (deeds.promote(promote, node(promote.store(), promote.region()))) {
            hear(new FailoverEvent.Promoted(promote.store(), promote.epoch(), clock.instant()));
          }
        }
        case FailoverEffect.Interlock _, FailoverEffect.Unlock _, FailoverEffect.Tell _ -> {}
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.atError()
          .setCause(e)
          .addKeyValue("event", "region.deed_failed")
          .log(String.valueOf(effect));
    }
  }

  /** Everything that turns requests, and whether it took its last weights. */
  List<Roads.View> roads() {
    return deeds.roads().views();
  }

  private Optional<PostgresNode> node(String store, RegionName region) {
    return outlook.stores().stream()
        .filter(s -> s.spec().name().equals(store))
        .findFirst()
        .flatMap(s -> s.node(region));
  }

  @Override
  public void close() {
    acting.shutdownNow();
    outlook.close();
    deeds.close();
  }
}
