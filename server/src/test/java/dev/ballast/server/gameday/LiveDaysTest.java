// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.Event;
import dev.ballast.model.Region;
import dev.ballast.model.RegionName;
import dev.ballast.model.gameday.GameDay;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Real users are hit when two people want the plan as it is, and not otherwise. */
final class LiveDaysTest {

  private static final String PLAN = LivePlan.YAML;

  private final FakeClock clock = FakeClock.atStart();
  private final MemoryLedger ledger = new MemoryLedger(clock);
  private boolean allowed = true;
  private final LiveDays live = live();

  private LiveDays live() {
    return new LiveDays(
        ledger.events(),
        ledger.documents(),
        () -> List.of(new Region(new RegionName("us-east"), "us-east", allowed)),
        clock);
  }

  private static GameDay day(String plan) {
    return DayDocument.read("day.yaml", plan);
  }

  private void begin(String by) {
    live.begin(day(PLAN), PLAN, by);
  }

  private void approve(String by) {
    var _ = live.approve(day(PLAN), PLAN, by);
  }

  @Test
  void whoeverBeginsIsOneAndNeedsAnother() {
    assertThatThrownBy(() -> begin("alice"))
        .hasMessageContaining("1 of 2 people have said yes to this plan: alice (expected: 2)")
        .hasMessageContaining("Still to approve: bob, with a token of their own")
        .hasMessageContaining("ballast gameday approve FILE, with this file as it is (sha256 ");
    approve("bob");
    begin("alice");
    List<Event> told = ledger.events().read(0, EventFilter.named("gameday."), 10);
    assertThat(told)
        .extracting(event -> event.name() + " " + event.actor())
        .containsExactly("gameday.approved alice", "gameday.approved bob", "gameday.live alice");
    assertThat(told.getLast().text()).endsWith("by the yes of alice and bob");
    assertThat(told.getFirst().attributes())
        .containsEntry("digest", LiveDays.digest(PLAN, 1))
        .containsKey("expires");
  }

  @Test
  void theSamePersonTwiceIsOnePerson() {
    approve("alice");
    approve("alice");
    assertThatThrownBy(() -> begin("alice")).hasMessageContaining("1 of 2");
  }

  @Test
  void aYesExpires() {
    approve("bob");
    clock.advance(Duration.ofMinutes(15).plusSeconds(1));
    assertThatThrownBy(() -> begin("alice")).hasMessageContaining("1 of 2");
    approve("bob");
    begin("alice");
  }

  @Test
  void aChangedPlanOrScaleNeedsNewOnes() {
    approve("bob");
    String other = PLAN.replace("duration: 5m", "duration: 50m");
    assertThatThrownBy(() -> live.begin(day(other), other, "alice")).hasMessageContaining("1 of 2");
    assertThatThrownBy(() -> live.begin(day(PLAN).scaled(0.5), PLAN, "alice"))
        .hasMessageContaining("ballast gameday approve FILE --scale 0.5,");
  }

  @Test
  void aYesIsForOneBeginning() {
    approve("bob");
    begin("alice");
    assertThatThrownBy(() -> begin("alice")).hasMessageContaining("1 of 2");
  }

  @Test
  void anotherServerOnTheSameLedgerKnowsThem() {
    approve("bob");
    live().begin(day(PLAN), PLAN, "alice");
  }

  @Test
  void onlyWhoeverLeadsMayApprove() {
    assertThatThrownBy(() -> approve("carol"))
        .hasMessage("carol may not approve (expected: the owner alice or the coordinator bob)");
    assertThat(ledger.events().read(0, EventFilter.ANY, 10)).isEmpty();
  }

  @Test
  void saysAllThatIsMissingInAPlan() {
    allowed = false;
    String bare =
        PLAN.replace("  blastRadius: {regions: [us-east], maxErrorBudgetSpend: 10%}\n", "")
            .replace(
                "  stopWhen: [{errorBudgetRemaining: {service: storefront, below: 50%}}]\n", "")
            .replace("  service: storefront\n", "")
            .replace(", duration: 5m", "");
    assertThatThrownBy(() -> live.approve(day(bare), bare, "alice"))
        .hasMessageContaining("spec.service: missing")
        .hasMessageContaining("spec.blastRadius.regions: missing")
        .hasMessageContaining("spec.blastRadius.maxErrorBudgetSpend: missing")
        .hasMessageContaining("spec.stopWhen: nothing that Ballast judges")
        .hasMessageContaining("step chaos: fault.duration: missing")
        .hasMessageContaining("step chaos: region us-east (expected: of blastRadius.regions [])")
        .hasMessageContaining(
            "nobody allowed faults in region us-east. Fix: label its Region resource"
                + " ballast.dev/faults: allowed");
  }
}
