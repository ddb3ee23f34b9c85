// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.regions.failover.FailoverEffect.Claim;
import dev.ballast.control.regions.failover.FailoverEffect.Promote;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.RegionName;
import dev.ballast.model.RegionPolicy;
import dev.ballast.testkit.FakeClock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A node is opened for writes only under the epoch that a quorum has now. */
final class FailoverGrantTest {

  private static final RegionName EAST = new RegionName("us-east");
  private static final RegionName WEST = new RegionName("eu-west");

  private static final RegionPolicy POLICY =
      RegionPolicy.of("shop", List.of(EAST, WEST), "office");

  private final FakeClock clock = FakeClock.atStart();
  private final MemoryLedger ledger = new MemoryLedger(clock);
  private final FailoverMemory slow = new FailoverMemory(POLICY, ledger, clock);
  private final FailoverMemory fast = new FailoverMemory(POLICY, ledger, clock);

  @Test
  void whoStoodStillSinceItsClaimOpensNothing() {
    slow.claim(new Claim(2, WEST));
    assertThat(slow.grants(new Promote("database", WEST, 2))).isTrue();

    fast.claim(new Claim(3, EAST));

    assertThat(slow.grants(new Promote("database", WEST, 2))).isFalse();
    assertThat(fast.grants(new Promote("database", EAST, 3))).isTrue();
  }

  @Test
  void anEpochInOtherHandsOrThatNobodyClaimedGrantsNothing() {
    assertThat(slow.grants(new Promote("database", WEST, 2))).as("unclaimed").isFalse();
    slow.claim(new Claim(2, WEST));
    assertThat(fast.grants(new Promote("database", EAST, 2))).isFalse();
  }
}
