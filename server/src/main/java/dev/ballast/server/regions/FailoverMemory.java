// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import dev.ballast.control.regions.failover.FailoverEffect;
import dev.ballast.control.regions.failover.FailoverEvent;
import dev.ballast.control.regions.failover.FailoverState;
import dev.ballast.control.regions.tenure.Tenure;
import dev.ballast.ledger.Documents.Document;
import dev.ballast.ledger.Ledger;
import dev.ballast.model.RegionName;
import dev.ballast.model.RegionPolicy;
import dev.ballast.server.json.Json;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a policy's controller has to know again after a restart, and who owns the writes. State is
 * kept and recalled by one thread at a time.
 */
final class FailoverMemory {

  private static final Logger log = LoggerFactory.getLogger(FailoverMemory.class);

  private static final String STATE = "region-failover";
  private static final String TENURE = "region-tenure";

  private final RegionPolicy policy;
  private final Ledger ledger;
  private final InstantSource clock;

  /** Of the state that was kept or recalled last; 0: none was. */
  private long version;

  FailoverMemory(RegionPolicy policy, Ledger ledger, InstantSource clock) {
    this.policy = policy;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Writes a state down that follows the one that was kept or recalled last; false when it is not,
   * or somebody else's is.
   */
  boolean keep(FailoverState next) {
    try {
      Optional<Document> kept =
          ledger.documents().put(STATE, policy.name(), StateDocument.text(next), version);
      kept.ifPresent(document -> version = document.version());
      return kept.isPresent();
    } catch (RuntimeException e) {
      log.atError()
          .setCause(e)
          .addKeyValue("event", "region.state_unkept")
          .log("the controller's state was not kept, so nothing is done");
      return false;
    }
  }

  /** Somebody else's state when it was kept since, to go on from there; else one's own. */
  FailoverState newest(FailoverState own) {
    try {
      long before = version;
      FailoverState known = recall();
      return version == before ? own : known;
    } catch (RuntimeException e) {
      return own; // Nobody can be asked: nothing is done until somebody can.
    }
  }

  /** The state that was kept, or that of a beginning. */
  FailoverState recall() {
    Optional<Document> kept = ledger.documents().get(STATE, policy.name());
    Optional<FailoverState> known = kept.map(document -> StateDocument.read(document.content()));
    version = kept.map(Document::version).orElse(0L); // Only of what could be read.
    return known
        .filter(state -> policy.regions().contains(state.tenure().owner()))
        .orElseGet(
            () ->
                FailoverState.start(
                    policy.stores().isEmpty()
                        ? policy.regions().getFirst()
                        : policy.stores().getFirst().primary()));
  }

  /**
   * Claims an epoch: only one that is above the one that is known, and only where nobody was
   * faster, since the ledger takes one of two writes over the same version. The epoch is the token
   * that fences, so no lock is held beside it. Empty: somebody was; it is asked again in two
   * seconds.
   */
  Optional<FailoverEvent> claim(FailoverEffect.Claim claim) {
    Optional<Document> before = ledger.documents().get(TENURE, policy.name());
    Tenure known = before.map(FailoverMemory::tenure).orElse(null);
    if (known != null && known.epoch() >= claim.epoch()) {
      return Optional.of(
          known.equals(new Tenure(claim.epoch(), claim.owner()))
              ? new FailoverEvent.Claimed(claim.epoch(), clock.instant())
              : new FailoverEvent.Overtaken(known, clock.instant()));
    }
    String content = Json.text(new TenureDocument(claim.epoch(), claim.owner().value()));
    return ledger
        .documents()
        .put(TENURE, policy.name(), content, before.map(Document::version).orElse(0L))
        .map(done -> new FailoverEvent.Claimed(claim.epoch(), clock.instant()));
  }

  /**
   * Whether a quorum still has this epoch in these hands. Asked just before a node is opened for
   * writes: a server that stood still since its claim must not open one under an epoch that is
   * over. Unknown is no.
   */
  boolean grants(FailoverEffect.Promote promote) {
    return granted().filter(new Tenure(promote.epoch(), promote.region())::equals).isPresent();
  }

  /**
   * Who owns the writes under a later epoch than that of a deed, which is none of this server's
   * business then. Asked before anybody is fenced: who owns the writes by now may be the one that
   * was to be fenced. Unknown is empty, since a fence lowers the risk and the node itself knows its
   * epoch.
   */
  Optional<FailoverEvent> overtaken(long epoch) {
    try {
      return granted()
          .filter(known -> known.epoch() > epoch)
          .map(known -> new FailoverEvent.Overtaken(known, clock.instant()));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private Optional<Tenure> granted() {
    return ledger.documents().get(TENURE, policy.name()).map(FailoverMemory::tenure);
  }

  private static Tenure tenure(Document document) {
    return Json.read(document.content(), TenureDocument.class).tenure();
  }

  /** Who owns the writes, as a quorum has it. */
  record TenureDocument(long epoch, String owner) {
    Tenure tenure() {
      return new Tenure(epoch, new RegionName(owner));
    }
  }
}
