// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.regions;

import dev.ballast.ledger.Documents;
import dev.ballast.ledger.Epochs;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.Interlocks;
import dev.ballast.ledger.Ledger;
import dev.ballast.ledger.Locks;
import dev.ballast.ledger.consensus.Consensus;
import dev.ballast.ledger.consensus.Standing;
import dev.ballast.ledger.merge.SkewGate;
import dev.ballast.ledger.placement.ResourceKind;
import dev.ballast.ledger.sites.SharedDocuments;
import dev.ballast.ledger.sites.SharedStates.Pending;
import dev.ballast.ledger.sites.Site;
import dev.ballast.ledger.sites.SiteLink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger of one region among several. What it is made of is closed with it. */
public final class RegionLedger implements Ledger {

  private static final Logger log = LoggerFactory.getLogger(RegionLedger.class);

  private final Membership membership;
  private final Ledger own;
  private final Consensus decided;
  private final Site site;
  private final HomeDocuments home;
  private final PlacedDocuments documents;
  private final PlacedInterlocks interlocks;
  private final ExecutorService telling = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService second =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("regions").factory());

  /**
   * Puts one together from its parts.
   *
   * @param placed where each kind of document goes; others are this region's own
   * @param own this region's own ledger
   */
  public RegionLedger(
      Membership membership,
      Map<String, ResourceKind> placed,
      Ledger own,
      Consensus decided,
      Site site) {
    this.membership = membership;
    this.own = own;
    this.decided = decided;
    this.site = site;
    home = new HomeDocuments(membership.region(), own.documents(), decided.documents());
    documents =
        new PlacedDocuments(
            placed, own.documents(), home, decided.documents(), new SharedDocuments(site.states()));
    home.adopt(documents.homeKinds());
    interlocks =
        new PlacedInterlocks(own.interlocks(), decided.interlocks(), decided.log(), telling);
  }

  /** Begins what repeats. */
  public RegionLedger started() {
    membership
        .warnings()
        .forEach(
            warning -> log.atWarn().addKeyValue("event", "regions.warning").log("{}", warning));
    Future<?> _ = second.scheduleWithFixedDelay(this::tickSafely, 0, 1, TimeUnit.SECONDS);
    return this;
  }

  private void tickSafely() {
    try {
      tick();
    } catch (RuntimeException e) {
      log.atError().setCause(e).addKeyValue("event", "regions.tick_failed").log("tick failed");
    }
  }

  /** What is due every second. */
  void tick() {
    site.tick();
    telling.execute(
        () -> {
          home.pay(documents.homeKinds());
          interlocks.tellEnded();
        });
  }

  @Override
  public EventLog events() {
    return own.events();
  }

  @Override
  public Documents documents() {
    return documents;
  }

  /** A region is one process, so its own ledger is its group. */
  @Override
  public Locks locks() {
    return own.locks();
  }

  @Override
  public Interlocks interlocks() {
    return interlocks;
  }

  /** Which region owns what, decided by a majority of regions. */
  public Epochs epochs() {
    return decided.epochs();
  }

  public RegionLinks links() {
    Standing standing = decided.log().standing();
    Map<String, SiteLink> links = new HashMap<>();
    site.links().forEach(link -> links.put(link.site(), link));
    Pending pending = site.states().pending();
    List<String> warnings = new ArrayList<>(membership.warnings());
    for (SiteLink link : links.values()) {
      if (link.clock() instanceof SkewGate.Answer.Refused(SkewGate.Sample _, String why)) {
        warnings.add(why);
      }
      if (link.version() > Site.VERSION) {
        warnings.add(
            "%s writes shared state of version %d (expected: at most %d). Fix: bring this region to its version"
                .formatted(link.site(), link.version(), Site.VERSION));
      }
    }
    return new RegionLinks(
        membership.region(),
        standing.role(),
        standing.term(),
        standing.leader(),
        membership.addresses().size(),
        membership.addresses().size() / 2 + 1,
        membership.survivesALoss(),
        standing.peers().stream()
            .map(
                peer ->
                    new RegionLinks.Peer(
                        peer.region(),
                        peer.address(),
                        peer.witness(),
                        peer.reach(),
                        peer.since(),
                        peer.behind(),
                        peer.heard(),
                        links.get(peer.region())))
            .toList(),
        new RegionLinks.Shared(
            site.states().size(),
            site.states().digest(),
            pending.waiting(),
            pending.why(),
            pending.unreadable(),
            site.losses(),
            home.owed(documents.homeKinds())),
        warnings);
  }

  @Override
  public void close() {
    second.shutdownNow();
    telling.shutdownNow();
    site.close();
    decided.close();
    own.close();
  }
}
