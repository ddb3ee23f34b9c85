// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.maturity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.maturity.Assessment;
import dev.ballast.control.maturity.Catalogue;
import dev.ballast.control.maturity.Check;
import dev.ballast.control.maturity.Dossier;
import dev.ballast.control.maturity.Fact;
import dev.ballast.control.maturity.FactName;
import dev.ballast.control.maturity.Subject;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.Event;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import dev.ballast.model.maturity.Proof;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What of maturity is written down, and what of the ledger is read for it. */
class ChronicleTest {

  private final FakeClock clock = FakeClock.atStart();
  private final EventLog events = new MemoryLedger(clock).events();

  /** A service that proves all checks of the first levels. */
  private Assessment at(int level) {
    Instant now = clock.instant();
    Map<FactName, Fact> facts = new EnumMap<>(FactName.class);
    for (Check check : Catalogue.ALL) {
      if (check.bullet().level().number() <= level) {
        double limit = check.rule().limit();
        double value = check.rule().atLeast() ? limit + 1 : limit / 2;
        facts.put(
            check.fact(),
            new Fact(
                new Fact.Measured(value, 100, now, List.of(Proof.event(1, now, "x")), "x"), null));
      }
    }
    Subject subject =
        new Subject.OfService(new ServiceName("checkout"), "shop", Service.Kind.INTERNAL);
    return Assessment.of(
        List.of(new Dossier(subject, facts)), Assessment.organisation(Map.of()), now);
  }

  private List<Event> told() {
    return events.latest(EventFilter.named("maturity.changed").about("service/checkout"), 10);
  }

  @Test
  void tellsALevelOnceItHasLasted() {
    Chronicle chronicle = new Chronicle(events);
    chronicle.note(at(1));
    clock.advance(Duration.ofSeconds(90));
    chronicle.note(at(1));
    assertThat(told()).isEmpty();
    clock.advance(Duration.ofSeconds(30));
    chronicle.note(at(1));
    chronicle.note(at(1));
    assertThat(told()).hasSize(1);
    assertThat(told().getFirst().text())
        .isEqualTo("checkout rises from level 0 to 1; holds now: objectives, response, runbooks");
    assertThat(told().getFirst().attributes())
        .containsEntry("from", "0")
        .containsEntry("to", "1")
        .containsEntry("service", "checkout");
  }

  @Test
  void saysNothingOfWhatFlickers() {
    Chronicle chronicle = new Chronicle(events);
    for (int i = 0; i < 20; i++) {
      chronicle.note(at(i % 2));
      clock.advance(Duration.ofSeconds(90));
    }
    assertThat(told()).isEmpty();
  }

  @Test
  void knowsAfterARestartWhatItTold() {
    Chronicle before = new Chronicle(events);
    before.note(at(1));
    clock.advance(Duration.ofMinutes(3));
    before.note(at(1));
    Chronicle after = new Chronicle(events);
    after.note(at(1));
    clock.advance(Duration.ofMinutes(3));
    after.note(at(1));
    assertThat(told()).hasSize(1);
    after.note(at(0));
    clock.advance(Duration.ofMinutes(3));
    after.note(at(0));
    assertThat(told().getFirst().text())
        .isEqualTo(
            "checkout falls from level 1 to 0; holds no more: objectives, response, runbooks");
  }

  @Test
  void readsTheEventsThatCountWithWhatCountsOfThem() {
    append("gameday.finished", Map.of("service", "checkout", "diary", "long"));
    append("token.created", Map.of());
    EventWindow window = new EventWindow(events);
    assertThat(window.upTo(clock.instant()))
        .extracting(Event::name)
        .containsExactly("gameday.finished");
    append("gate.decided", Map.of("service", "checkout", "verdict", "ALLOW"));
    List<Event> all = window.upTo(clock.instant());
    assertThat(all).extracting(Event::name).containsExactly("gameday.finished", "gate.decided");
    assertThat(all.getFirst().attributes()).containsOnlyKeys("service");
    assertThat(all.getLast().attributes()).containsEntry("verdict", "ALLOW");
    clock.advance(Duration.ofDays(367));
    assertThat(window.upTo(clock.instant())).isEmpty();
  }

  private void append(String name, Map<String, String> says) {
    events.append(new Event(0, clock.instant(), name, "service/checkout", "ann", name, says));
  }
}
