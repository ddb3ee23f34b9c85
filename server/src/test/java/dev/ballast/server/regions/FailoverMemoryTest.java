// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.regions.failover.FailoverEffect.Claim;
import dev.ballast.control.regions.failover.FailoverEffect.Promote;
import dev.ballast.control.regions.failover.FailoverEvent;
import dev.ballast.control.regions.failover.FailoverState;
import dev.ballast.control.regions.tenure.Tenure;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.RegionName;
import dev.ballast.model.RegionPolicy;
import dev.ballast.testkit.FakeClock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who owns the writes: of two servers that claim the same epoch one is granted it. */
final class FailoverMemoryTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final RegionName EAST = new RegionName("us-east");
  private static final RegionName WEST = new RegionName("eu-west");

  private static final RegionPolicy POLICY = RegionPolicy.of("shop", List.of(EAST, WEST), "office");

  private final FakeClock clock = FakeClock.at(NOON);
  private final MemoryLedger ledger = new MemoryLedger(clock);
  private final FailoverMemory one = new FailoverMemory(POLICY, ledger, clock);
  private final FailoverMemory other = new FailoverMemory(POLICY, ledger, clock);

  @Test
  void anEpochIsGrantedOnceHoweverOftenItIsAskedFor() {
    FailoverEvent granted = new FailoverEvent.Claimed(4, NOON);

    assertThat(one.claim(new Claim(4, WEST))).contains(granted);
    assertThat(one.claim(new Claim(4, WEST))).contains(granted);
    assertThat(other.claim(new Claim(4, EAST)))
        .contains(new FailoverEvent.Overtaken(new Tenure(4, WEST), NOON));
    assertThat(other.claim(new Claim(3, EAST)))
        .contains(new FailoverEvent.Overtaken(new Tenure(4, WEST), NOON));
  }

  @Test
  void aHigherEpochOverridesTheOwnerThatIsKnown() {
    assertThat(one.claim(new Claim(4, WEST))).isPresent();

    assertThat(other.claim(new Claim(5, EAST))).contains(new FailoverEvent.Claimed(5, NOON));
    assertThat(one.claim(new Claim(5, WEST)))
        .contains(new FailoverEvent.Overtaken(new Tenure(5, EAST), NOON));
  }

  @Test
  void whoDidNotSeeWhatAnotherKeptKeepsNothingAndGoesOnFromThere() {
    FailoverState start = one.recall();
    assertThat(other.recall()).isEqualTo(start);
    FailoverState west = FailoverState.start(WEST);

    assertThat(one.keep(west)).isTrue();
    assertThat(other.keep(FailoverState.start(EAST))).isFalse();

    assertThat(other.newest(start)).isEqualTo(west);
    assertThat(other.keep(FailoverState.start(EAST))).isTrue();
    assertThat(other.newest(west)).as("its own is the newest").isEqualTo(west);
  }

  @Test
  void whoStoodStillSinceItsClaimOpensNothing() {
    assertThat(one.claim(new Claim(2, WEST))).isPresent();
    assertThat(one.grants(new Promote("database", WEST, 2))).isTrue();

    assertThat(other.claim(new Claim(3, EAST))).isPresent();

    assertThat(one.grants(new Promote("database", WEST, 2))).isFalse();
    assertThat(other.grants(new Promote("database", EAST, 3))).isTrue();
  }

  @Test
  void aDeedOfAnEpochThatIsOverIsOvertaken() {
    assertThat(one.overtaken(1)).as("nobody claimed").isEmpty();
    assertThat(other.claim(new Claim(3, EAST))).isPresent();

    assertThat(one.overtaken(2)).contains(new FailoverEvent.Overtaken(new Tenure(3, EAST), NOON));
    assertThat(one.overtaken(3)).isEmpty();
  }

  @Test
  void anEpochInOtherHandsOrThatNobodyClaimedGrantsNothing() {
    assertThat(one.grants(new Promote("database", WEST, 2))).as("unclaimed").isFalse();
    assertThat(one.claim(new Claim(2, WEST))).isPresent();
    assertThat(other.grants(new Promote("database", EAST, 2))).isFalse();
  }
}
