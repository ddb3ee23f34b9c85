// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gate;

import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.model.Event;
import dev.ballast.model.ServiceName;
import dev.ballast.model.experiment.Experiment;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Looks up what the experiments that gate a service's releases have shown, by the events that they
 * left. A run that was ended early, or that proved nothing, changes nothing.
 */
public final class Proofs {

  private static final String FINISHED = "experiment.finished";
  private static final Set<String> TELLING = Set.of("verified", "deviated");

  /** Runs of one experiment that are looked through for one that says anything. */
  private static final int MOST = 50;

  private final Supplier<Map<String, Experiment>> declared;
  private final EventLog events;

  /**
   * @param declared all experiments in use, asked each time
   */
  public Proofs(Supplier<Map<String, Experiment>> declared, EventLog events) {
    this.declared = declared;
    this.events = events;
  }

  /** Of each experiment that gates the service's releases, by name. */
  List<Proof> of(ServiceName service, Instant now) {
    return declared.get().values().stream()
        .filter(one -> one.schedule().gates() && one.service().equals(service.value()))
        .map(one -> proof(one.name(), now))
        .sorted(java.util.Comparator.comparing(Proof::experiment))
        .toList();
  }

  private Proof proof(String name, Instant now) {
    Optional<Event> newest =
        events.latest(EventFilter.named(FINISHED).about("experiment/" + name), MOST).stream()
            .filter(e -> TELLING.contains(e.attributes().getOrDefault("verdict", "")))
            .findFirst();
    if (newest.isEmpty()) {
      return new Proof(name, Proof.State.UNTRIED, null, null, "");
    }
    Event event = newest.get();
    Instant until = until(event);
    boolean verified = "verified".equals(event.attributes().get("verdict"));
    return new Proof(
        name,
        !verified
            ? Proof.State.LOST
            : until.isAfter(now) ? Proof.State.PROVED : Proof.State.EXPIRED,
        event.at(),
        until,
        event.attributes().getOrDefault("reason", ""));
  }

  private static Instant until(Event event) {
    try {
      return Instant.parse(event.attributes().getOrDefault("proved_until", ""));
    } catch (DateTimeException _) {
      return event.at();
    }
  }
}
