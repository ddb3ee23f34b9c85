// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.config;

import dev.ballast.mesh.time.Ticker;
import dev.ballast.model.ServiceName;
import dev.ballast.model.mesh.Mesh;
import dev.ballast.model.mesh.Split;
import dev.ballast.model.mesh.Version;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the configuration. Changes come one after the other; each is in force on all event loops
 * when its method returns, so what is read back afterwards is what traffic meets.
 */
public final class ConfigStore {

  /** For whoever does not care what was there before. */
  public static final long ANY = -1;

  private static final Logger LOG = LoggerFactory.getLogger(ConfigStore.class);

  private final Adopter adopter;
  private final Ticker ticker;
  private volatile ConfigState state;

  /** Starts with a configuration that is in force already. */
  public ConfigStore(Mesh first, Adopter adopter, Ticker ticker) {
    this.adopter = adopter;
    this.ticker = ticker;
    state = ConfigState.first(first);
  }

  public ConfigState state() {
    return state;
  }

  /**
   * Replaces the base configuration.
   *
   * @param expected the revision that it is meant to replace, or {@link #ANY}
   */
  public Change replace(Mesh base, long expected) {
    return change(expected, before -> before.withBase(base));
  }

  /** Adds a version without weight, or changes its endpoints. */
  public Change place(ServiceName service, Version version, long expected) {
    return change(expected, before -> before.withVersion(service, version));
  }

  /**
   * Takes a version away.
   *
   * @throws IllegalArgumentException when it has a weight; everything is as it was
   */
  public Change remove(ServiceName service, String version, long expected) {
    return change(expected, before -> before.withoutVersion(service, version));
  }

  /** Sets weights for good, until the next configuration. */
  public Change weigh(ServiceName service, String route, Split split, long expected) {
    return change(expected, before -> before.withSplit(service, route, split));
  }

  /** Sets weights until the lease ends. The same weights again renew it, whatever the revision. */
  public Change lease(
      ServiceName service,
      String route,
      Split split,
      String owner,
      Duration duration,
      long expected) {
    return lease(new Overlay.Weights(service, route, split), owner, duration, expected);
  }

  /** Lays something over until the lease ends. The same again renews it, whatever the revision. */
  public synchronized Change lease(
      Overlay overlay, String owner, Duration duration, long expected) {
    var lease = new OverlayLease(overlay, owner, ticker.nanos() + duration.toNanos());
    boolean renews =
        state
            .lease(overlay.service(), overlay.place())
            .filter(held -> held.overlay().equals(overlay) && held.owner().equals(owner))
            .isPresent();
    if (renews) {
      state = state.renewed(lease);
      return new Change.Done(state);
    }
    return change(expected, before -> before.withLease(lease));
  }

  /** Gives a lease on weights back: the base's hold again. */
  public Change release(ServiceName service, String route, long expected) {
    return releasePlace(service, "weights/" + route, expected);
  }

  /** Gives back what is leased at a place. */
  public synchronized Change releasePlace(ServiceName service, String place, long expected) {
    return change(
        expected,
        before ->
            before.withoutLeases(
                before.leases().stream().filter(l -> l.isAt(service, place)).toList()));
  }

  /** Ends the leases that nobody renewed; called again and again. */
  public synchronized void expire() {
    long now = ticker.nanos();
    List<OverlayLease> ended =
        state.leases().stream().filter(lease -> now - lease.until() >= 0).toList();
    if (!ended.isEmpty()) {
      change(ANY, before -> before.withoutLeases(ended));
      for (OverlayLease lease : ended) {
        LOG.atWarn()
            .log(
                "event=mesh.lease_expired service={} place={} owner={}",
                lease.overlay().service(),
                lease.overlay().place(),
                lease.owner());
      }
    }
  }

  private synchronized Change change(long expected, UnaryOperator<ConfigState> step) {
    ConfigState before = state;
    if (expected != ANY && expected != before.revision()) {
      return new Change.Conflict(before, expected);
    }
    ConfigState after = step.apply(before);
    try {
      adopter.adopt(after.effective());
    } catch (Adopter.RefusedException e) {
      return new Change.Refused(before, String.valueOf(e.getMessage()));
    }
    state = after;
    LOG.atInfo().log("event=mesh.configured revision={}", after.revision());
    return new Change.Done(after);
  }
}
