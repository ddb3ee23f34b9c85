// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.oncall;

import dev.ballast.model.EscalationPolicy;
import dev.ballast.model.OnCall;
import dev.ballast.model.OnCallSchedule;
import dev.ballast.model.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Decides who is told what about an incident, and when: a function of the incident, what was said
 * so far, and the time. Whoever calls it writes each answer down before anybody is told, and asks
 * with what was written; then each step is taken once, whatever is restarted in between.
 */
public final class Pager {

  /** Updates come no more often, whatever changes. */
  static final Duration UPDATE = Duration.ofMinutes(1);

  /** An Alertmanager forgets what is not said again. */
  static final Duration REFRESH = Duration.ofHours(6);

  private final OnCall onCall;
  private final Map<String, Webhook> webhooks;
  private final List<Silence> silences;
  private final Map<String, String> faults;

  /**
   * @param faults subjects of faults that were injected on purpose, and their owners
   */
  public Pager(
      OnCall onCall,
      Map<String, Webhook> webhooks,
      List<Silence> silences,
      Map<String, String> faults) {
    this.onCall = onCall;
    this.webhooks = new TreeMap<>(webhooks);
    this.silences = List.copyOf(silences);
    this.faults = new TreeMap<>(faults);
  }

  /** Why nobody is called about it now; empty: nothing keeps anybody. */
  public Optional<Hold> hold(Call call, Instant now) {
    return Hold.of(call, silences, faults, now);
  }

  /** The next thing to say; ask again with its log until there is none. */
  public Optional<Telling> next(Call call, PageLog log, Instant now) {
    return switch (call.state()) {
      case RESOLVED -> resolved(call, log, now);
      case ACKNOWLEDGED -> acknowledged(call, log, now).or(() -> updated(call, log, now));
      case OPEN -> open(call, log, now);
    };
  }

  private Optional<Telling> resolved(Call call, PageLog log, Instant now) {
    if (log.state() == Call.State.RESOLVED && log.held().isEmpty()) {
      return Optional.empty();
    }
    PageLog over =
        log.told(call, now).with(Call.State.RESOLVED, Instant.EPOCH, Set.of(), Set.of(), "");
    return Optional.of(
        new Telling(Telling.Kind.RESOLVED, List.of(), log.heard(), by("resolved", call), over));
  }

  private Optional<Telling> acknowledged(Call call, PageLog log, Instant now) {
    if (log.state() == Call.State.ACKNOWLEDGED) {
      return Optional.empty();
    }
    PageLog next =
        log.told(call, now)
            .with(Call.State.ACKNOWLEDGED, log.clock(), log.steps(), log.heard(), "");
    String reason = by("acknowledged", call);
    return Optional.of(
        new Telling(Telling.Kind.ACKNOWLEDGED, List.of(), log.heard(), reason, next));
  }

  private static String by(String what, Call call) {
    return call.actor().isEmpty() ? what : what + " by " + call.actor();
  }

  private Optional<Telling> open(Call call, PageLog log, Instant now) {
    Optional<Hold> hold = hold(call, now);
    if (hold.isPresent()) {
      return held(hold.get(), log);
    }
    if (!log.held().isEmpty()) {
      return released(call, log, now);
    }
    return called(call, log, now).or(() -> updated(call, log, now));
  }

  private static Optional<Telling> held(Hold hold, PageLog log) {
    if (log.held().equals(hold.reason())) {
      return Optional.empty();
    }
    PageLog next = log.with(log.state(), log.clock(), log.steps(), log.heard(), hold.reason());
    return Optional.of(new Telling(Telling.Kind.HELD, List.of(), Set.of(), hold.reason(), next));
  }

  /** The steps begin anew from here, or all of them would be due at once. */
  private static Optional<Telling> released(Call call, PageLog log, Instant now) {
    boolean heard = !log.steps().isEmpty();
    PageLog next = log.with(log.state(), heard ? log.clock() : now, log.steps(), log.heard(), "");
    return Optional.of(
        new Telling(
            Telling.Kind.RELEASED,
            List.of(),
            Set.of(),
            call.incident() + " is still open; " + log.held() + ": over",
            next));
  }

  /** Who is due by now and has not been called, all in one: two steps at once are one page. */
  private Optional<Telling> called(Call call, PageLog log, Instant now) {
    Instant clock = log.clock().isAfter(call.began()) ? log.clock() : call.began();
    Set<String> steps = new TreeSet<>(log.steps());
    Set<String> people = new LinkedHashSet<>();
    Set<String> told = new TreeSet<>();
    List<String> reasons = new ArrayList<>();
    for (EscalationPolicy policy : policies(call)) {
      for (int i = 0; i < policy.steps().size(); i++) {
        EscalationPolicy.Step step = policy.steps().get(i);
        if (!clock.plus(step.after()).isAfter(now) && steps.add(policy.name() + "/" + i)) {
          people.addAll(step.people());
          told.addAll(step.webhooks());
          onCallBy(step, now, people, told);
          reasons.add("step " + (i + 1) + " of " + policy.name());
        }
      }
    }
    boolean again = !log.steps().isEmpty() && !reasons.isEmpty();
    channels(call).stream().filter(name -> !log.heard().contains(name)).forEach(told::add);
    if (reasons.isEmpty() && told.isEmpty() && log.state() == Call.State.OPEN) {
      return Optional.empty();
    }
    Set<String> heard = new TreeSet<>(log.heard());
    heard.addAll(told);
    PageLog next = log.told(call, now).with(Call.State.OPEN, log.clock(), steps, heard, "");
    return Optional.of(
        new Telling(
            again ? Telling.Kind.ESCALATED : Telling.Kind.OPENED,
            List.copyOf(people),
            told,
            reasons.isEmpty() ? "told to those who listen" : String.join(", ", reasons),
            next));
  }

  private List<EscalationPolicy> policies(Call call) {
    Set<EscalationPolicy> all = new LinkedHashSet<>();
    call.owners().stream()
        .sorted((a, b) -> a.value().compareTo(b.value()))
        .forEach(owner -> all.addAll(onCall.policiesFor(owner)));
    if (call.owners().isEmpty()) {
      all.addAll(onCall.policies().values().stream().filter(p -> p.services().isEmpty()).toList());
    }
    return all.stream()
        .filter(policy -> call.urgency().compareTo(policy.minUrgency()) >= 0)
        .toList();
  }

  private void onCallBy(
      EscalationPolicy.Step step, Instant now, Set<String> people, Set<String> told) {
    for (String name : step.schedules()) {
      OnCallSchedule schedule = onCall.schedules().get(name);
      if (schedule != null) {
        for (String person : Rota.at(schedule, now).people()) {
          people.add(person);
          String contact = schedule.contacts().get(person);
          if (contact != null) {
            told.add(contact);
          }
        }
      }
    }
    told.retainAll(webhooks.keySet());
  }

  /** Webhooks that hear of every incident, since nobody's turn and no step names them. */
  private Set<String> channels(Call call) {
    return webhooks.values().stream()
        .filter(hook -> hook.on().contains(Webhook.Topic.INCIDENT))
        .filter(hook -> call.urgency().compareTo(hook.minUrgency()) >= 0)
        .map(Webhook::name)
        .filter(name -> !onCall.isPaged(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Where a message can become another, it follows what is known; elsewhere it would be noise. */
  private Optional<Telling> updated(Call call, PageLog log, Instant now) {
    boolean news =
        !log.digest().equals(call.text().digest()) && !log.at().plus(UPDATE).isAfter(now);
    boolean forgotten = !log.at().plus(REFRESH).isAfter(now);
    Set<String> told =
        log.heard().stream()
            .filter(name -> news ? updates(name) : forgotten && forgets(name))
            .collect(Collectors.toCollection(TreeSet::new));
    if (told.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Telling(
            Telling.Kind.UPDATED,
            List.of(),
            told,
            news ? "more is known" : "still going on",
            log.told(call, now)));
  }

  private boolean updates(String name) {
    Webhook hook = webhooks.get(name);
    return hook != null && hook.updates();
  }

  private boolean forgets(String name) {
    Webhook hook = webhooks.get(name);
    return hook != null && hook.format() == Webhook.Format.ALERTMANAGER;
  }
}
