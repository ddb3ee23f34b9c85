// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.control.regions.readiness.Wish.Kind;
import dev.ballast.control.regions.sight.Glance;
import dev.ballast.control.regions.sight.RegionState;
import dev.ballast.control.regions.sight.Sight;
import dev.ballast.ledger.Interlocks;
import dev.ballast.ledger.Interlocks.Interlock;
import dev.ballast.model.Consistency;
import dev.ballast.model.RegionName;
import dev.ballast.model.RegionPolicy;
import dev.ballast.model.RegionPolicy.Failover;
import dev.ballast.model.StoreSpec;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RulesTest {

  private static final RegionName EAST = new RegionName("us-east");
  private static final RegionName WEST = new RegionName("eu-west");
  private static final Instant NOW = FakeClock.START;
  private static final Wish LOSS = Wish.of(Kind.FAILOVER, EAST, Wish.BALLAST);

  private RegionPolicy policy =
      RegionPolicy.of("shop", List.of(EAST, WEST), "witness")
          .withStores(
              List.of(new StoreSpec("database", Consistency.STRONG, EAST, Map.of(), "", "")));
  private RegionState east = RegionState.DOWN;
  private RegionState west = RegionState.HEALTHY;
  private List<Load> loads = List.of(new Load(EAST, 12, 15, 50), new Load(WEST, 8, 10, 50));
  private List<Replica> replicas = List.of(replica(Duration.ofSeconds(1), 12));
  private List<Interlock> interlocks = List.of();
  private Set<String> voters = Set.of("eu-west", "witness");
  private Set<RegionName> out = Set.of();
  private Instant lastChange = Instant.MIN;

  private static Replica replica(Duration lag, long writes) {
    return new Replica("database", EAST, WEST, lag, writes, NOW);
  }

  private static Sight sight(RegionName region, RegionState state) {
    return new Sight(
        new Glance(region, NOW, state, "as seen", Set.of(), List.of()),
        state,
        NOW,
        Instant.MAX,
        0,
        List.of(),
        false);
  }

  private Readiness judge(Wish wish) {
    Situation now =
        new Situation(
            NOW,
            Map.of(EAST, sight(EAST, east), WEST, sight(WEST, west)),
            loads,
            replicas,
            interlocks,
            voters,
            out,
            lastChange,
            Set.of(),
            0);
    return new Rules(policy).judge(wish, now);
  }

  private List<String> refusals(Wish wish) {
    return judge(wish).refusals().stream().map(Check::rule).toList();
  }

  @Test
  void aLostRegionMayBeReplacedWhenEverythingHolds() {
    assertThat(judge(LOSS).text()).isEqualTo("failover of us-east: ready");
  }

  @Test
  void aRegionThatLivesIsNotFailedOver() {
    for (RegionState state :
        List.of(RegionState.HEALTHY, RegionState.DEGRADED, RegionState.ISOLATED)) {
      east = state;
      assertThat(refusals(LOSS)).containsExactly("lost");
    }
    east = RegionState.UNKNOWN;
    assertThat(refusals(LOSS)).containsExactly("lost");
  }

  @Test
  void twoRegionsWithoutAWitnessAreAPersonsDecision() {
    policy = RegionPolicy.of("shop", List.of(EAST, WEST), "");
    voters = Set.of("eu-west");
    assertThat(refusals(LOSS)).containsExactly("automatic", "quorum");
    assertThat(judge(LOSS).text()).contains("no witness").contains("Name a witness");
    Readiness byAnn = judge(Wish.of(Kind.FAILOVER, EAST, "ann"));
    assertThat(byAnn.allowed()).isTrue();
    assertThat(byAnn.checks().toString()).contains("a person stands in for the witness");
  }

  @Test
  void manualMeansManual() {
    policy = policy.withFailover(Failover.MANUAL);
    assertThat(refusals(LOSS)).containsExactly("automatic");
    assertThat(judge(Wish.of(Kind.FAILOVER, EAST, "ann")).allowed()).isTrue();
  }

  @Test
  void aMinorityDecidesNothing() {
    voters = Set.of("eu-west");
    assertThat(refusals(LOSS)).containsExactly("quorum");
  }

  @Test
  void atMostOneRegionIsOut() {
    out = Set.of(WEST);
    assertThat(refusals(LOSS)).contains("one-region-out");
  }

  @Test
  void aSurvivorMayBeDegradedByTheLossButNotBySomebodysWish() {
    west = RegionState.DEGRADED;
    assertThat(judge(LOSS).allowed()).isTrue();
    assertThat(refusals(Wish.of(Kind.DRAIN, EAST, "ann"))).containsExactly("survivors");
    west = RegionState.UNKNOWN;
    assertThat(judge(LOSS).refusals().getFirst().outcome()).isEqualTo(Check.Outcome.UNKNOWN);
  }

  @Test
  void whatTheOthersCannotBearIsRefusedWithTheNumber() {
    loads = List.of(new Load(EAST, 46, 46, 50), new Load(WEST, 9, 9, 50));
    assertThat(judge(LOSS).refusals())
        .singleElement()
        .satisfies(
            c -> assertThat(c.text()).contains("eu-west at 110 % of what it was tested for"));
  }

  @Test
  void whatIsOnlyForeseenKeepsALivingRegionAndNotTheUsersOfALostOne() {
    loads = List.of(new Load(EAST, 20, 45, 50), new Load(WEST, 20, 40, 50));

    assertThat(refusals(Wish.of(Kind.DRAIN, EAST, "ann"))).contains("headroom");
    assertThat(refusals(Wish.of(Kind.FAILOVER, EAST, "ann"))).doesNotContain("headroom");
  }

  @Test
  void unknownCapacityIsNotEnough() {
    loads = List.of(new Load(EAST, 12, 15, Double.NaN), new Load(WEST, 8, 10, Double.NaN));
    assertThat(judge(LOSS).refusals())
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.outcome()).isEqualTo(Check.Outcome.UNKNOWN);
              assertThat(c.text()).contains("what eu-west was tested to bear");
            });
  }

  @Test
  void lagBeyondTheRpoNeedsConsentToTheNumber() {
    replicas = List.of(replica(Duration.ofSeconds(9), 108));
    assertThat(judge(LOSS).text())
        .contains("9.0 s behind (RPO 5.0 s); writes at risk: 108. To agree: --losing 108");
    assertThat(judge(LOSS.losing(107)).allowed()).isFalse();
    assertThat(judge(LOSS.losing(108)).allowed()).isTrue();
  }

  @Test
  void lagThatWasNotMeasuredIsNotZero() {
    replicas = List.of();
    assertThat(refusals(LOSS)).containsExactly("lag:database");
    assertThat(judge(LOSS).refusals().getFirst().outcome()).isEqualTo(Check.Outcome.UNKNOWN);
  }

  @Test
  void anExperimentWhereTheRequestsGoStandsInTheWay() {
    interlocks = List.of(interlock("region/eu-west"));
    assertThat(refusals(LOSS)).containsExactly("undisturbed");
    interlocks = List.of(interlock("region/us-east"));
    assertThat(judge(LOSS).allowed()).isTrue();
    interlocks = List.of(interlock("service/payments"));
    assertThat(refusals(LOSS)).containsExactly("undisturbed");
  }

  private static Interlock interlock(String subject) {
    return new Interlock(
        "1", Interlocks.Kind.FAULT, subject, "chaos", "drill", NOW, NOW.plusSeconds(60));
  }

  @Test
  void oneChangeCoolsDownBeforeTheNext() {
    lastChange = NOW.minusSeconds(60);
    assertThat(judge(LOSS).text()).contains("60.0 s ago (cool-down 1800.0 s)");
    lastChange = NOW.minusSeconds(1800);
    assertThat(judge(LOSS).allowed()).isTrue();
  }

  @Test
  void aBrokenGlassOpensEverythingAndSaysWhatItOpened() {
    east = RegionState.ISOLATED;
    voters = Set.of("eu-west");
    Wish wish =
        Wish.of(Kind.FAILOVER, EAST, "ann")
            .breaking(new Wish.Glass("ann", "the data centre burns"));
    assertThat(judge(wish).allowed()).isTrue();
    assertThat(judge(wish).text()).contains("against the rules, by ann (the data centre burns)");
    assertThat(refusals(wish)).containsExactly("lost", "quorum");
    assertThatThrownBy(() -> new Wish.Glass("ann", "because"))
        .hasMessageContaining("10 characters");
  }

  @Test
  void aRegionComesBackWellAndCaughtUp() {
    Wish back = Wish.of(Kind.RESTORE, EAST, "ann");
    assertThat(refusals(back)).containsExactly("is-out", "healthy");
    out = Set.of(EAST);
    east = RegionState.HEALTHY;
    replicas = List.of(new Replica("database", WEST, EAST, Duration.ofSeconds(40), 400, NOW));
    assertThat(refusals(back)).containsExactly("caught-up:database");
    replicas = List.of(new Replica("database", WEST, EAST, Duration.ofSeconds(1), 8, NOW));
    assertThat(judge(back).allowed()).isTrue();
  }

  @Test
  void loadGoesWhereThereIsRoom() {
    RegionName asia = new RegionName("ap-south");
    Headroom headroom =
        Headroom.without(
            EAST,
            List.of(
                new Load(EAST, 30, 30, 100),
                new Load(WEST, 40, 40, 100),
                new Load(asia, 80, 80, 100)));
    // 60 and 20 to spare: three quarters of 30 go west
    assertThat(headroom.shares().get(WEST)).isCloseTo(62.5, within(1e-9));
    assertThat(headroom.shares().get(asia)).isCloseTo(87.5, within(1e-9));
    assertThat(headroom.suffices()).isTrue();
  }
}
