// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.shed;

import dev.ballast.mesh.lease.Lease;
import dev.ballast.mesh.lease.LeaseLimits;
import dev.ballast.mesh.lease.Leases;
import dev.ballast.mesh.time.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each service turns away, and until when: when its owner stops renewing, all requests are
 * taken again, whatever became of the owner. Its monitor guards all but the requests' own look.
 */
public final class ShedTable {

  private static final Logger LOG = LoggerFactory.getLogger(ShedTable.class);

  private final Ticker ticker;
  private final Leases leases;
  private final Map<String, Shedding> services = new ConcurrentHashMap<>();
  private final Map<String, Shed> rules = new TreeMap<>();

  /** A rule as it is now. */
  public record Shown(Shed rule, Duration left, long turnedAway) {}

  /** What became of a wish. */
  public sealed interface Answer {
    /** It is in force. */
    record Done(Shown shown) implements Answer {}

    /** It is not, and why. */
    record Refused(String why) implements Answer {}
  }

  public ShedTable(Ticker ticker) {
    this.ticker = ticker;
    this.leases = new Leases(ticker, LeaseLimits.DEFAULT);
  }

  /** The leases behind it, for whoever ends them in time. */
  public Leases leases() {
    return leases;
  }

  /** What a service's requests ask; the same object for as long as the process lives. */
  public Shedding of(String service) {
    return services.computeIfAbsent(service, _ -> new Shedding(ticker));
  }

  public synchronized Optional<Shown> find(String service) {
    Shed rule = rules.get(service);
    return rule == null ? Optional.empty() : leases.find(service).map(l -> shown(service, rule, l));
  }

  /** Puts one in force; the same again renews it, the owner's own next one takes its place. */
  public synchronized Answer put(String service, Shed rule) {
    String problem = leases.limits().problem(rule.lease());
    if (!problem.isEmpty()) {
      return new Answer.Refused(problem);
    }
    var _ = leases.expire();
    Shed held = rules.get(service);
    if (held != null && !held.owner().equals(rule.owner())) {
      return new Answer.Refused(
          held.owner() + " sheds here already; release it, or wait until its lease ends");
    }
    if (held != null && held.isRenewedBy(rule)) {
      Optional<Lease> renewed = leases.renew(service, rule.lease());
      if (renewed.isPresent()) {
        of(service).set(rule);
        return new Answer.Done(shown(service, held, renewed.get()));
      }
    }
    leases.forget(service);
    Lease lease = leases.grant(service, rule.owner(), rule.lease(), () -> expired(service, rule));
    rules.put(service, rule);
    of(service).set(rule);
    log("mesh.shed_started", service, rule);
    return new Answer.Done(shown(service, rule, lease));
  }

  /**
   * Takes all requests again. Anybody may: it lowers no other's risk, and ends by itself anyway.
   */
  public synchronized boolean release(String service) {
    leases.forget(service);
    Shed held = rules.remove(service);
    of(service).end();
    if (held != null) {
      log("mesh.shed_released", service, held);
    }
    return held != null;
  }

  private synchronized void expired(String service, Shed rule) {
    if (rules.remove(service, rule)) {
      of(service).end();
      log("mesh.shed_expired", service, rule);
    }
  }

  private Shown shown(String service, Shed rule, Lease lease) {
    return new Shown(rule, lease.left(), of(service).turnedAway());
  }

  private static void log(String event, String service, Shed rule) {
    LOG.atWarn()
        .addKeyValue("event", event)
        .addKeyValue("service", service)
        .addKeyValue("share", rule.share())
        .addKeyValue("owner", rule.owner())
        .log();
  }
}
