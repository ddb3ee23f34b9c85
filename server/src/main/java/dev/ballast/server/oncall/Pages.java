// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.oncall;

import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Incidents;
import dev.ballast.control.oncall.Call;
import dev.ballast.control.oncall.Calls;
import dev.ballast.control.oncall.Hold;
import dev.ballast.control.oncall.PageEvents;
import dev.ballast.control.oncall.PageLog;
import dev.ballast.control.oncall.Pager;
import dev.ballast.control.oncall.Telling;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.Ledger;
import dev.ballast.model.Configuration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Has people told of incidents: asks the pager what is to be said and writes it down, from where
 * webhooks read it. Writing down comes first, so a step is taken once whatever dies in between. All
 * state belongs to the thread that calls {@link #tick}; what it keeps is a copy of the ledger's.
 */
public final class Pages {

  /** More is never said about one incident in one turn. */
  private static final int MOST = 8;

  private final Incidents incidents;
  private final Supplier<Configuration> configuration;
  private final SilenceBook silences;
  private final Runbooks runbooks;
  private final Ledger ledger;
  private final InstantSource clock;
  private final Map<String, PageLog> logs = new HashMap<>();

  public Pages(
      Incidents incidents,
      Supplier<Configuration> configuration,
      SilenceBook silences,
      Runbooks runbooks,
      Ledger ledger,
      InstantSource clock) {
    this.incidents = incidents;
    this.configuration = configuration;
    this.silences = silences;
    this.runbooks = runbooks;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** One turn: everything that is due by now. */
  public void tick() {
    List<Incident> all = incidents.all();
    if (all.isEmpty()) {
      logs.clear();
      return;
    }
    Pager pager = pager();
    Set<String> ids = new HashSet<>();
    for (Incident incident : all) {
      ids.add(incident.id());
      PageLog cached = logs.remove(incident.id()); // After a failure the ledger knows better.
      PageLog log = cached == null ? kept(incident.id()) : cached;
      boolean concerns = incident.isOpen() || !log.equals(PageLog.EMPTY);
      logs.put(
          incident.id(),
          concerns
              ? said(pager, Calls.of(incident, clock.instant(), runbooks.of(incident)), log)
              : log);
    }
    logs.keySet().retainAll(ids);
  }

  private Pager pager() {
    Configuration now = configuration.get();
    return new Pager(
        now.onCall(), now.webhooks(), silences.active(), Faults.of(ledger.interlocks()));
  }

  private PageLog said(Pager pager, Call call, PageLog before) {
    Instant now = clock.instant();
    PageLog log = before;
    for (int i = 0; i < MOST; i++) {
      Optional<Telling> next = pager.next(call, log, now);
      if (next.isEmpty()) {
        break;
      }
      ledger.events().append(PageEvents.of(call, next.get(), now));
      log = next.get().log();
    }
    return log;
  }

  private PageLog kept(String incident) {
    return ledger
        .events()
        .latest(EventFilter.named(PageEvents.PREFIX).about(PageEvents.subject(incident)), 1)
        .stream()
        .findFirst()
        .map(PageEvents::log)
        .orElse(PageLog.EMPTY);
  }

  /** Why nobody is called about an incident now. */
  Optional<Hold> hold(Incident incident) {
    Instant now = clock.instant();
    return pager().hold(Calls.of(incident, now, runbooks.of(incident)), now);
  }
}
