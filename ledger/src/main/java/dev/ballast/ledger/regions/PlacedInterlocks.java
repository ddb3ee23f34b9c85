// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.regions;

import dev.ballast.ledger.Interlocks;
import dev.ballast.ledger.LedgerException;
import dev.ballast.ledger.consensus.Answer;
import dev.ballast.ledger.consensus.CpLog;
import dev.ballast.ledger.consensus.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What raises risk is raised with a majority and then known to all; a freeze is raised here at
 * once. Ending and renewing wait for nobody: the majority is told, again and again until it has
 * heard it or the lease has ended by itself.
 */
final class PlacedInterlocks implements Interlocks {

  private static final Logger log = LoggerFactory.getLogger(PlacedInterlocks.class);

  private final Interlocks own;
  private final Interlocks decided;
  private final CpLog copy;
  private final ExecutorService telling;
  private final Set<String> ended = ConcurrentHashMap.newKeySet();

  PlacedInterlocks(Interlocks own, Interlocks decided, CpLog copy, ExecutorService telling) {
    this.own = own;
    this.decided = decided;
    this.copy = copy;
    this.telling = telling;
  }

  @Override
  public Interlock raise(Kind kind, String subject, String owner, String reason, Duration lease) {
    return switch (kind) {
      case ROLLOUT, FAULT, FAILOVER -> decided.raise(kind, subject, owner, reason, lease);
      case FREEZE -> own.raise(kind, subject, owner, reason, lease);
    };
  }

  @Override
  public boolean renew(String id, Duration lease) {
    if (own.renew(id, lease)) {
      return true;
    }
    boolean inForce = decided().stream().anyMatch(one -> one.id().equals(id));
    if (inForce) {
      telling.execute(() -> tell(() -> decided.renew(id, lease)));
    }
    return inForce;
  }

  @Override
  public void clear(String id) {
    own.clear(id);
    if (decided().stream().anyMatch(one -> one.id().equals(id))) {
      ended.add(id);
      telling.execute(this::tellEnded);
    }
  }

  /** Tells the majority what has ended here. */
  void tellEnded() {
    for (String id : Set.copyOf(ended)) {
      if (tell(() -> decided.clear(id))) {
        ended.remove(id);
      }
    }
    Set<String> known = ConcurrentHashMap.newKeySet();
    copyOfDecided().forEach(one -> known.add(one.id()));
    ended.retainAll(known);
  }

  private static boolean tell(Runnable words) {
    try {
      words.run();
      return true;
    } catch (LedgerException e) {
      log.atDebug().setCause(e).addKeyValue("event", "regions.untold").log("not told yet");
      return false;
    }
  }

  @Override
  public List<Interlock> active() {
    List<Interlock> all = new ArrayList<>(own.active());
    all.addAll(decided());
    return List.copyOf(all);
  }

  /** As this region's copy has them, without those that were ended here. */
  private List<Interlock> decided() {
    return copyOfDecided().stream().filter(one -> !ended.contains(one.id())).toList();
  }

  private List<Interlock> copyOfDecided() {
    return copy.look(new Query.Active()) instanceof Answer.ManyInterlocks(List<Interlock> list)
        ? list
        : List.of();
  }
}
