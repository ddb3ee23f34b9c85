// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.predict.warn.Warning;
import dev.ballast.control.predict.warn.Warnings;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.EscalationPolicy;
import dev.ballast.model.Event;
import dev.ballast.model.OnCall;
import dev.ballast.model.OnCallSchedule;
import dev.ballast.model.Secret;
import dev.ballast.model.ServiceName;
import dev.ballast.model.Urgency;
import dev.ballast.model.Webhook;
import dev.ballast.model.oncall.Layer;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class PagerTest {

  private static final ServiceName PAYMENTS = new ServiceName("payments");

  private final FakeClock clock = FakeClock.atStart();
  private final MemoryLedger ledger = new MemoryLedger(clock);
  private final List<Silence> silences = new ArrayList<>();
  private final Map<String, String> faults = new TreeMap<>();
  private Call.State state = Call.State.OPEN;
  private String what = "payments UNHEALTHY";
  private String excuse = "";

  private static Webhook hook(String name, Webhook.Format format) {
    return new Webhook(
        name,
        new Secret.Written("https://example.com"),
        format,
        new Secret.None(),
        EnumSet.allOf(Webhook.Topic.class),
        Urgency.PLAN,
        Duration.ofHours(4),
        false);
  }

  private static final Map<String, Webhook> HOOKS =
      Map.of(
          "chat", hook("chat", Webhook.Format.SLACK),
          "pager", hook("pager", Webhook.Format.PAGERDUTY),
          "boss", hook("boss", Webhook.Format.GENERIC),
          "ann-phone", hook("ann-phone", Webhook.Format.GENERIC));

  private static OnCall onCall() {
    OnCallSchedule primary =
        new OnCallSchedule(
            "primary",
            ZoneOffset.UTC,
            List.of(
                new Layer(
                    "weekly",
                    List.of("ann", "bob"),
                    LocalDateTime.parse("2025-12-29T09:00"),
                    Layer.OPEN,
                    Duration.ofDays(7),
                    List.of())),
            List.of(),
            List.of(),
            Map.of("ann", "ann-phone"));
    EscalationPolicy policy =
        new EscalationPolicy(
            "default",
            Set.of(),
            Urgency.SOON,
            List.of(
                new EscalationPolicy.Step(
                    Duration.ZERO, List.of("primary"), List.of(), List.of("pager")),
                new EscalationPolicy.Step(
                    Duration.ofMinutes(10), List.of(), List.of("cem"), List.of("boss"))));
    return new OnCall(Map.of("primary", primary), Map.of("default", policy));
  }

  private Call call() {
    return new Call(
        "INC-1",
        state,
        FakeClock.START,
        state == Call.State.OPEN ? "" : "ann",
        Urgency.NOW,
        Set.of(PAYMENTS),
        List.of(Map.of("incident", "INC-1", "service", "payments", "severity", "critical")),
        excuse,
        new PageText(
            what,
            "payments",
            "now",
            "",
            "",
            "",
            "",
            "/incidents/INC-1",
            Map.of("service", "payments", "severity", "critical")));
  }

  /** One turn of a server that knows nothing but the ledger. */
  private List<Event> turn() {
    Pager pager = new Pager(onCall(), HOOKS, silences, faults);
    List<Event> said = new ArrayList<>();
    EventLog events = ledger.events();
    PageLog log =
        events
            .latest(EventFilter.named(PageEvents.PREFIX).about(PageEvents.subject("INC-1")), 1)
            .stream()
            .findFirst()
            .map(PageEvents::log)
            .orElse(PageLog.EMPTY);
    Call call = call();
    Optional<Telling> next = pager.next(call, log, clock.instant());
    while (next.isPresent()) {
      said.add(events.append(PageEvents.of(call, next.get(), clock.instant())));
      log = PageEvents.log(said.getLast());
      next = pager.next(call, log, clock.instant());
    }
    return said;
  }

  private static List<String> names(List<Event> events) {
    return events.stream()
        .map(event -> event.name() + " " + event.attributes().get(PageEvents.WEBHOOKS))
        .toList();
  }

  @Test
  void callsWhoeverIsOnCallAndTellsThoseWhoListenInOnePage() {
    List<Event> said = turn();
    assertThat(names(said)).containsExactly("page.opened ann-phone,chat,pager");
    assertThat(said.getFirst().attributes()).containsEntry("people", "ann");
    assertThat(said.getFirst().text()).contains("Called: ann.", "step 1 of default");
  }

  @Test
  void takesEachStepOnceHoweverOftenItIsAskedAndRestarted() {
    turn();
    assertThat(turn()).isEmpty();
    clock.advance(Duration.ofMinutes(10));
    List<Event> said = turn();
    assertThat(names(said)).containsExactly("page.escalated boss");
    assertThat(said.getFirst().attributes()).containsEntry("people", "cem");
    clock.advance(Duration.ofHours(1));
    assertThat(turn()).isEmpty();
  }

  @Test
  void stepsThatBecameDueWhileNobodyWasThereAreOnePage() {
    clock.advance(Duration.ofMinutes(30));
    assertThat(names(turn())).containsExactly("page.opened ann-phone,boss,chat,pager");
  }

  @Test
  void callsNobodyElseOnceSomebodyHasIt() {
    turn();
    state = Call.State.ACKNOWLEDGED;
    List<Event> said = turn();
    assertThat(names(said)).containsExactly("page.acknowledged ann-phone,chat,pager");
    assertThat(said.getFirst().attributes()).containsEntry("reason", "acknowledged by ann");
    clock.advance(Duration.ofHours(1));
    assertThat(turn()).isEmpty();
  }

  @Test
  void tellsThoseWhoHeardThatItIsOverAndOnlyOnce() {
    turn();
    state = Call.State.RESOLVED;
    assertThat(names(turn())).containsExactly("page.resolved ann-phone,chat,pager");
    assertThat(turn()).isEmpty();
  }

  @Test
  void whatNobodyHeardOfIsOverInSilence() {
    state = Call.State.RESOLVED;
    assertThat(turn()).isEmpty();
  }

  @Test
  void callsAnewWhenItComesBack() {
    turn();
    state = Call.State.RESOLVED;
    turn();
    state = Call.State.OPEN;
    assertThat(names(turn())).containsExactly("page.opened ann-phone,chat,pager");
  }

  @Test
  void tellsNewsOnlyWhereAMessageCanBecomeAnother() {
    turn();
    what = "payments UNHEALTHY; root cause: payments v2.3.1";
    assertThat(turn()).isEmpty();
    clock.advance(Pager.UPDATE);
    assertThat(names(turn())).containsExactly("page.updated pager");
    assertThat(turn()).isEmpty();
  }

  @Test
  void aSilenceKeepsPeopleFromBeingCalledAndIsOverByItself() {
    silences.add(
        new Silence(
            "s1",
            List.of(Matcher.parse("service=payments")),
            clock.instant(),
            clock.instant().plus(Duration.ofMinutes(15)),
            "dee",
            "upgrade"));
    List<Event> said = turn();
    assertThat(names(said)).containsExactly("page.held ");
    assertThat(said.getFirst().text()).contains("silenced by dee until", "upgrade");
    clock.advance(Duration.ofMinutes(14));
    assertThat(turn()).isEmpty();
    clock.advance(Duration.ofMinutes(1));
    // The second step, ten minutes after the incident began, is not due yet: nobody was called.
    assertThat(names(turn())).containsExactly("page.released ", "page.opened ann-phone,chat,pager");
    clock.advance(Duration.ofMinutes(10));
    assertThat(names(turn())).containsExactly("page.escalated boss");
  }

  @Test
  void aSilenceOfSomethingElseKeepsNobody() {
    silences.add(
        new Silence(
            "s1",
            List.of(Matcher.parse("service=orders")),
            clock.instant(),
            clock.instant().plus(Duration.ofMinutes(15)),
            "dee",
            "upgrade"));
    assertThat(names(turn())).containsExactly("page.opened ann-phone,chat,pager");
  }

  @Test
  void anIncidentOfAChaosRunCallsNobody() {
    faults.put("service/payments", "game-day");
    assertThat(names(turn())).containsExactly("page.held ");
    faults.clear();
    state = Call.State.RESOLVED;
    List<Event> said = turn();
    assertThat(names(said)).containsExactly("page.resolved ");
    assertThat(Warnings.of(said.getFirst())).isEmpty();
  }

  @Test
  void whatTheIncidentItselfExcusesCallsNobody() {
    excuse = "maintenance was announced";
    assertThat(names(turn())).containsExactly("page.held ");
  }

  @Test
  void whatIsNotUrgentEnoughIsToldToThoseWhoListenAndCallsNobody() {
    Call quiet =
        new Call(
            "INC-2",
            Call.State.OPEN,
            FakeClock.START,
            "",
            Urgency.PLAN,
            Set.of(PAYMENTS),
            List.of(),
            "",
            call().text());
    Telling telling =
        new Pager(onCall(), HOOKS, List.of(), Map.of())
            .next(quiet, PageLog.EMPTY, clock.instant())
            .orElseThrow();
    assertThat(telling.webhooks()).containsExactly("chat");
    assertThat(telling.people()).isEmpty();
  }

  @Test
  void writesDownThatNobodyCouldBeCalled() {
    Telling telling =
        new Pager(OnCall.NOBODY, Map.of(), List.of(), Map.of())
            .next(call(), PageLog.EMPTY, clock.instant())
            .orElseThrow();
    assertThat(telling.webhooks()).isEmpty();
    assertThat(
            new Pager(OnCall.NOBODY, Map.of(), List.of(), Map.of())
                .next(call(), telling.log(), clock.instant()))
        .isEmpty();
  }

  @Test
  void aPagesEventIsAWarningWithAllThatReceiversNeed() {
    Warning warning = Warnings.of(turn().getFirst()).orElseThrow();
    assertThat(warning.topic()).isEqualTo(Webhook.Topic.INCIDENT);
    assertThat(warning.about()).isEqualTo("incident/INC-1");
    assertThat(warning.urgency()).isEqualTo(Urgency.NOW);
    assertThat(warning.detail("incident")).isEqualTo("INC-1");
    assertThat(warning.detail("label_service")).isEqualTo("payments");
    assertThat(warning.detail("people")).isEqualTo("ann");
  }

  @Test
  void theLogReadsBackAsItWasWritten() {
    Event event = turn().getFirst();
    PageLog log = PageEvents.log(event);
    assertThat(log.steps()).containsExactly("default/0");
    assertThat(log.heard()).containsExactly("ann-phone", "chat", "pager");
    assertThat(log.state()).isEqualTo(Call.State.OPEN);
    assertThat(log.at()).isEqualTo(clock.instant());
    assertThat(PageEvents.isFor(event, "chat")).isTrue();
    assertThat(PageEvents.isFor(event, "boss")).isFalse();
  }
}
