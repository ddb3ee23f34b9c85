// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.alert;

import dev.ballast.control.slo.Alarm;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.control.slo.alert.AlertEvents.Asked;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.LedgerException;
import dev.ballast.model.AlertPolicy;
import dev.ballast.model.Event;
import dev.ballast.model.Slo;
import dev.ballast.model.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the alert policies of all SLOs against each evaluation and appends what their owners want
 * to hear to the ledger; webhooks tell it from there. Only the SLO as a whole is held against them,
 * since its regions are no promise. What the ledger does not take is tried again at the next turn.
 * One thread at a time. After a restart it goes on from what it told last.
 */
public final class AlertLoop {

  private static final Logger LOG = LoggerFactory.getLogger(AlertLoop.class);

  private final EventLog events;
  private final AlertMachine machine;
  private final Map<Asked, Standing> standings;

  /** Those of which a beginning was told that is not over. */
  private final Set<Asked> heard = new HashSet<>();

  /**
   * @param scaled a length of time as it is evaluated
   */
  public AlertLoop(EventLog events, UnaryOperator<Duration> scaled) {
    this.events = events;
    machine = new AlertMachine(scaled);
    standings = new HashMap<>(AlertEvents.restore(events));
    standings.forEach(
        (key, standing) -> {
          if (standing.firing() || standing.blind()) {
            heard.add(key);
          }
        });
  }

  public void tick(Collection<Slo> slos, List<SloStatus> statuses, Instant now) {
    Map<SloName, SloStatus> wholes = new HashMap<>();
    statuses.stream()
        .filter(status -> status.place().region().isEmpty())
        .forEach(status -> wholes.putIfAbsent(status.slo(), status));
    Set<Asked> asked = new HashSet<>();
    for (Slo slo : slos) {
      for (AlertPolicy policy : slo.care().alerts()) {
        asked.add(new Asked(slo.name().value(), policy.name()));
        step(slo, policy, Optional.ofNullable(wholes.get(slo.name())), now);
      }
    }
    forget(asked, now);
  }

  private void step(Slo slo, AlertPolicy policy, Optional<SloStatus> status, Instant now) {
    Asked key = new Asked(slo.name().value(), policy.name());
    Optional<Alarm> alarm =
        status.flatMap(
            known ->
                known.details().alarms().stream()
                    .filter(one -> one.policy().equals(policy))
                    .findFirst());
    Standing before = standings.getOrDefault(key, Standing.CALM);
    AlertMachine.Step step = machine.step(before, state(status, alarm), policy, now);
    boolean told =
        step.word()
            .filter(word -> AlertMachine.isWanted(word, policy))
            .map(word -> AlertEvents.of(slo, policy, alarm, word, step.standing(), now))
            .map(this::append)
            .orElse(true);
    if (told) {
      standings.put(key, step.standing());
      step.word().ifPresent(word -> hear(key, word, policy, step.standing()));
    }
  }

  private void hear(Asked key, AlertMachine.Word word, AlertPolicy policy, Standing after) {
    boolean open =
        switch (word) {
          case FIRING, NO_DATA -> heard.contains(key) || AlertMachine.isWanted(word, policy);
          case RESOLVED -> false;
          case DATA_BACK ->
              heard.contains(key)
                  && after.firing()
                  && AlertMachine.isWanted(AlertMachine.Word.FIRING, policy);
        };
    if (open) {
      heard.add(key);
    } else {
      heard.remove(key);
    }
  }

  private static Alarm.State state(Optional<SloStatus> status, Optional<Alarm> alarm) {
    boolean silent = status.map(known -> known.state() == SloStatus.State.NO_DATA).orElse(true);
    return silent ? Alarm.State.NO_DATA : alarm.map(Alarm::state).orElse(Alarm.State.NO_DATA);
  }

  /** Whoever was told of a breach is told that nobody asks any more. */
  private void forget(Set<Asked> asked, Instant now) {
    for (Asked key : List.copyOf(standings.keySet())) {
      if (!asked.contains(key) && (!heard.contains(key) || append(AlertEvents.gone(key, now)))) {
        standings.remove(key);
        heard.remove(key);
      }
    }
  }

  private boolean append(Event event) {
    try {
      events.append(event);
      return true;
    } catch (LedgerException e) {
      LOG.atError()
          .addKeyValue("event", "slo.alert_waits")
          .addKeyValue("subject", event.subject())
          .log(e.getMessage());
      return false;
    } catch (IllegalArgumentException e) {
      LOG.atError()
          .addKeyValue("event", "slo.alert_refused")
          .addKeyValue("subject", event.subject())
          .log(e.getMessage());
      return true;
    }
  }
}
