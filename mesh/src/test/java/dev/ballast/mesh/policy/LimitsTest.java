// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.mesh.ConcurrencyLimit;
import dev.ballast.model.mesh.HealthCheck;
import dev.ballast.model.mesh.RateLimit;
import dev.ballast.model.mesh.RetryBudget;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Token bucket, retry budget, gradient limit and check counter, with time moved by hand. */
final class LimitsTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void bucketLetsABurstPassAndThenTheRate() {
    TokenBucket bucket = new TokenBucket(new RateLimit(10, Duration.ofSeconds(1), 5), 0);
    int passed = 0;
    for (int i = 0; i < 100; i++) {
      passed += bucket.tryTake(0) ? 1 : 0;
    }
    assertThat(passed).isEqualTo(5);
    assertThat(bucket.untilNext(0)).isEqualTo(SECOND / 10);
    for (long now = 0; now <= 10 * SECOND; now += SECOND / 100) {
      passed += bucket.tryTake(now) ? 1 : 0;
    }
    assertThat(passed).isEqualTo(5 + 100);
  }

  @Test
  void retriesAreAtMostTheirShareOfTheRequests() {
    RetryAllowance budget = new RetryAllowance(new RetryBudget(new Ratio(0.2), 0), 0);
    int retries = 0;
    for (int i = 0; i < 1000; i++) {
      long now = i * SECOND / 200;
      budget.request(now);
      retries += budget.tryRetry(now) ? 1 : 0;
    }
    assertThat(retries).isBetween(199, 200);
  }

  @Test
  void aQuietServiceMayBeRetriedALittle() {
    RetryAllowance budget = new RetryAllowance(new RetryBudget(new Ratio(0.2), 3), 0);
    assertThat(List.of(budget.tryRetry(0), budget.tryRetry(0), budget.tryRetry(0)))
        .containsOnly(true);
    assertThat(budget.tryRetry(0)).isFalse();
    assertThat(budget.tryRetry(2 * SECOND)).isTrue();
  }

  @Test
  void underLoadTheReserveAddsNothingToTheShare() {
    RetryAllowance budget = new RetryAllowance(new RetryBudget(new Ratio(0.2), 3), 0);
    int retries = 0;
    for (int i = 0; i < 3000; i++) {
      long now = i * SECOND / 100;
      budget.request(now);
      retries += budget.tryRetry(now) ? 1 : 0;
    }
    assertThat(retries).isBetween(595, 600);
  }

  @Test
  void whatWasPutInLongAgoIsGone() {
    RetryAllowance budget = new RetryAllowance(new RetryBudget(new Ratio(0.2), 0), 0);
    for (int i = 0; i < 1000; i++) {
      budget.request(0);
    }
    assertThat(budget.tryRetry(9 * SECOND)).isTrue();
    assertThat(budget.tryRetry(11 * SECOND)).isFalse();
  }

  @Test
  void fewFailWhileAllOfThemCouldBeRetriedForAQuarterOfTheShare() {
    RetryAllowance budget = new RetryAllowance(new RetryBudget(new Ratio(0.2), 3), 0);
    for (int i = 0; i < 100; i++) {
      budget.request(0);
    }
    for (int i = 0; i < 5; i++) {
      budget.failed(0);
    }
    assertThat(budget.fewFail(0)).isTrue();
    budget.failed(0);
    assertThat(budget.fewFail(0)).isFalse();
    budget.request(11 * SECOND);
    assertThat(budget.fewFail(11 * SECOND)).as("what failed long ago is forgotten").isTrue();
  }

  @Test
  void gradientFindsTheCapacityOfAQueue() {
    // A service that works on ten at once, 10 ms each; more of them wait in line.
    GradientLimit limit = new GradientLimit(new ConcurrencyLimit(20, 2, 500));
    List<Integer> limits = new ArrayList<>();
    for (int round = 0; round < 3000; round++) {
      int load = 0;
      while (load < 300 && limit.tryEnter()) {
        load++;
      }
      long latency = 10_000_000L * Math.max(10, load) / 10;
      for (int i = 0; i < load; i++) {
        limit.left(latency);
      }
      limits.add(limit.limit());
    }
    assertThat(limits.subList(1000, 3000)).allSatisfy(n -> assertThat(n).isBetween(7, 40));
    assertThat(limit.inFlight()).isZero();
  }

  @Test
  void gradientDoesNotLearnFromIdleness() {
    GradientLimit limit = new GradientLimit(new ConcurrencyLimit(20, 2, 500));
    for (int i = 0; i < 1000; i++) {
      assertThat(limit.tryEnter()).isTrue();
      limit.left(1_000_000);
    }
    assertThat(limit.limit()).isEqualTo(20);
  }

  @Test
  void checksChangeTheStateOnlyInARow() {
    CheckCounter counter =
        new CheckCounter(new HealthCheck("", Duration.ofSeconds(1), Duration.ofSeconds(1), 3, 2));
    assertThat(List.of(counter.add(false), counter.add(false), counter.add(true)))
        .containsOnly(false);
    counter.add(false);
    counter.add(false);
    assertThat(counter.add(false)).isTrue();
    assertThat(counter.healthy()).isFalse();
    counter.add(true);
    assertThat(counter.add(true)).isTrue();
  }
}
