// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ballast.ledger.Locks.Held;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What all locks do; an implementation supplies only the ledger. */
public abstract class LocksContract {

  private static final Duration LEASE = Duration.ofSeconds(10);

  private final FakeClock clock = FakeClock.atStart();
  private Ledger ledger;
  private Locks locks;

  protected abstract Ledger open(FakeClock clock);

  @BeforeEach
  void openLedger() {
    ledger = open(clock);
    locks = ledger.locks();
  }

  @AfterEach
  void closeLedger() {
    ledger.close();
  }

  @Test
  void isHeldByOneAtATime() {
    Held held = locks.acquire("rollout/payments", "one", LEASE).orElseThrow();
    assertThat(held.until()).isEqualTo(clock.instant().plus(LEASE));
    assertThat(locks.acquire("rollout/payments", "two", LEASE)).isEmpty();
    assertThat(locks.acquire("rollout/orders", "two", LEASE)).isPresent();
    assertThat(locks.holder("rollout/payments")).contains(held);
    assertThat(locks.holder("nobody's")).isEmpty();
  }

  @Test
  void isFreeWhenReleasedOrTheLeaseEnded() {
    Held first = locks.acquire("lock", "one", LEASE).orElseThrow();
    locks.release(first);
    assertThat(locks.holder("lock")).isEmpty();
    Held second = locks.acquire("lock", "two", LEASE).orElseThrow();
    clock.advance(LEASE);
    assertThat(locks.holder("lock")).isEmpty();
    Held third = locks.acquire("lock", "three", LEASE).orElseThrow();
    assertThat(first.token()).isLessThan(second.token());
    assertThat(second.token()).isLessThan(third.token());
  }

  @Test
  void isRenewedByItsHolder() {
    Held held = locks.acquire("lock", "one", LEASE).orElseThrow();
    clock.advance(Duration.ofSeconds(9));
    assertThat(locks.renew(held, LEASE)).isTrue();
    clock.advance(Duration.ofSeconds(9));
    Held again = locks.acquire("lock", "one", LEASE).orElseThrow();
    assertThat(again.token()).isEqualTo(held.token());
  }

  @Test
  void tellsALateHolderThatItLostTheLock() {
    Held late = locks.acquire("lock", "one", LEASE).orElseThrow();
    clock.advance(LEASE);
    assertThat(locks.renew(late, LEASE)).isFalse();
    Held other = locks.acquire("lock", "two", LEASE).orElseThrow();
    assertThat(locks.renew(late, LEASE)).isFalse();
    locks.release(late);
    assertThat(locks.holder("lock")).contains(other);
  }

  @Test
  void givesANewTokenWhenTheLeaseWasLost() {
    Held first = locks.acquire("lock", "one", LEASE).orElseThrow();
    clock.advance(LEASE);
    Held second = locks.acquire("lock", "one", LEASE).orElseThrow();
    assertThat(second.token()).isGreaterThan(first.token());
  }

  @Test
  void letsExactlyOneOfManyWin() throws Exception {
    AtomicInteger won = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 16; i++) {
        String owner = "owner-" + i;
        threads.execute(
            () -> locks.acquire("lock", owner, LEASE).ifPresent(_ -> won.incrementAndGet()));
      }
    }
    assertThat(won).hasValue(1);
  }

  @Test
  void refusesALeaseWithoutEnd() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> locks.acquire("lock", "one", Duration.ZERO))
        .withMessage("lease: PT0S (expected: over 0 and at most PT168H)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> locks.acquire("lock", "one", Duration.ofDays(8)))
        .withMessage("lease: PT192H (expected: over 0 and at most PT168H)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> locks.acquire("", "one", LEASE))
        .withMessage("lock.name: \"\" (expected: not empty)");
  }
}
