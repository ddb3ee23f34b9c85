// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.tenure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.Bounds;
import dev.ballast.testkit.Seeds;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class TenureTest {

  @Test
  void nobodyIsLetInWhileTheHolderBelievesThatItMayWrite() {
    RandomGenerator random = Seeds.random(5);
    double drift = 0.05;
    Duration length = Duration.ofSeconds(5);
    for (int i = 0; i < 10_000; i++) {
      double holderRate = 1 - drift + 2 * drift * random.nextDouble();
      double grantorRate = 1 - drift + 2 * drift * random.nextDouble();
      long asked = random.nextLong(1_000_000);
      long granted = asked + random.nextLong(2_000);
      Lease lease = new Lease(1, (long) (asked * holderRate), length, drift);
      // true time at which the grantor's clock has counted to the end
      double in = granted + Lease.takeOverAfter(length, drift) / grantorRate;
      assertThat(lease.holds((long) Math.ceil(in * holderRate))).isFalse();
    }
  }

  @Test
  void theBoundsSayHowLongThatTakes() {
    assertThat(Bounds.DEFAULT.takeOverAfter()).isEqualTo(Duration.ofMillis(5527));
  }
}
