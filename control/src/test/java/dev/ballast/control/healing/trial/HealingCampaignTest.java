// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing.trial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class HealingCampaignTest {

  private static final long SEED = 20_260_105;

  @Test
  void neverDoesWhatMustNeverHappenWhateverTheTrouble() {
    HealingCampaign campaign = HealingCampaign.ofTroubles(Trouble.values().length * 8, SEED);

    assertThat(campaign.broken()).isEmpty();
    assertThat(campaign.crashes()).isPositive();
    assertThat(campaign.failed()).isPositive();
    assertThat(campaign.actions()).isPositive();
  }

  @Test
  void healsSingleFaultsAndDoesNoHarm() {
    HealingCampaign campaign = HealingCampaign.ofSingleFaults(80, SEED);

    assertThat(campaign.broken()).isEmpty();
    assertThat(campaign.healed().value()).isGreaterThanOrEqualTo(0.9);
    assertThat(campaign.harmful().count()).isZero();
    assertThat(campaign.medianToAct()).isLessThanOrEqualTo(10);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void survivesACrashBetweenEveryTwoSteps(Fault fault) {
    // One call of a port after the other: before and after each write, each action, each look. What
    // comes after the first of them repeats itself, so later ones are taken by fives.
    int crashed = 0;
    for (int call = 0; ; call += call < 80 ? 1 : 5) {
      TrialResult result = HealingTrial.crashingAt(SEED, fault, Trouble.NONE, call);
      assertThat(result.broken()).as("crash at call %d", call).isEmpty();
      // What cannot be looked at is never done again, even where it was not done at all.
      int least = fault == Fault.HUNG ? 0 : 1;
      assertThat(result.actions()).as("crash at call %d", call).isBetween(least, 1);
      if (result.crashes() == 0) {
        break;
      }
      crashed++;
    }
    assertThat(crashed).isGreaterThan(30);
  }
}
