// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.mesh.Breaker;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.testkit.Property;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Our breaker, and resilience4j's with the same rules, fed with the same calls. */
final class CircuitBreakerTest {

  private static final long SECOND = 1_000_000_000L;

  private record Case(int calls, int least, int percent, int probes, long seed) {
    static Case of(RandomGenerator random) {
      int calls = random.nextInt(1, 50);
      int least = random.nextInt(1, 50);
      // With fewer calls than probes, theirs decides before all probes have ended; ours never does.
      int probes = random.nextInt(1, Math.min(calls, least) + 1);
      return new Case(calls, least, random.nextInt(1, 101), probes, random.nextLong());
    }
  }

  @Test
  void behavesAsResilience4jDoes() {
    Property.forAll(11, 300, Case::of, CircuitBreakerTest::compare);
  }

  private static void compare(Case given) {
    AtomicLong now = new AtomicLong(SECOND);
    Breaker rules =
        new Breaker(
            Ratio.ofPercent(given.percent()),
            given.calls(),
            given.least(),
            Duration.ofSeconds(10),
            given.probes());
    CircuitBreaker ours = new CircuitBreaker(rules);
    var theirs = oracle(rules, now);
    RandomGenerator random = new java.util.SplittableRandom(given.seed());
    double badness = random.nextDouble();
    for (int i = 0; i < 500; i++) {
      now.addAndGet(random.nextLong(2 * SECOND));
      boolean mine = ours.tryPass(now.get());
      assertThat(mine).as("call " + i).isEqualTo(theirs.tryAcquirePermission());
      if (mine) {
        boolean success = random.nextDouble() >= badness;
        ours.ended(now.get(), success);
        if (success) {
          theirs.onSuccess(1, TimeUnit.MILLISECONDS);
        } else {
          theirs.onError(1, TimeUnit.MILLISECONDS, new IllegalStateException());
        }
      }
      assertThat(ours.state().name()).as("after " + i).isEqualTo(theirs.getState().name());
      badness = i % 50 == 0 ? random.nextDouble() : badness;
    }
  }

  private static io.github.resilience4j.circuitbreaker.CircuitBreaker oracle(
      Breaker rules, AtomicLong now) {
    var config =
        CircuitBreakerConfig.custom()
            .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
            .slidingWindowSize(rules.calls())
            .minimumNumberOfCalls(Math.min(rules.least(), rules.calls()))
            .failureRateThreshold((float) rules.failures().percent())
            .permittedNumberOfCallsInHalfOpenState(rules.probes())
            .waitDurationInOpenState(rules.open())
            .currentTimestampFunction(_ -> now.get(), TimeUnit.NANOSECONDS)
            .clock(new MovedClock(now))
            .build();
    return io.github.resilience4j.circuitbreaker.CircuitBreaker.of("oracle", config);
  }

  /** Resilience4j asks a clock for the end of the open state. */
  private static final class MovedClock extends java.time.Clock {
    private final AtomicLong now;

    MovedClock(AtomicLong now) {
      this.now = now;
    }

    @Override
    public java.time.ZoneId getZone() {
      return java.time.ZoneOffset.UTC;
    }

    @Override
    public java.time.Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochSecond(0, now.get());
    }
  }

  @Test
  void aProbeWithoutAnOutcomeMakesRoomForAnother() {
    CircuitBreaker breaker =
        new CircuitBreaker(new Breaker(new Ratio(0.5), 2, 2, Duration.ofSeconds(1), 1));
    breaker.ended(0, false);
    breaker.ended(0, false);
    assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.OPEN);
    assertThat(breaker.tryPass(SECOND)).isTrue();
    assertThat(breaker.tryPass(SECOND)).isFalse();
    breaker.forgotten();
    assertThat(breaker.tryPass(SECOND)).isTrue();
  }
}
