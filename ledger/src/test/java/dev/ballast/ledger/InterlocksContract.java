// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ballast.ledger.Interlocks.Interlock;
import dev.ballast.ledger.Interlocks.Kind;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What all interlocks do; an implementation supplies only the ledger. */
public abstract class InterlocksContract {

  private static final Duration LEASE = Duration.ofSeconds(10);

  private final FakeClock clock = FakeClock.atStart();
  private Ledger ledger;
  private Interlocks interlocks;

  protected abstract Ledger open(FakeClock clock);

  @BeforeEach
  void openLedger() {
    ledger = open(clock);
    interlocks = ledger.interlocks();
  }

  @AfterEach
  void closeLedger() {
    ledger.close();
  }

  @Test
  void showsWhatIsUnderWayOldestFirst() {
    assertThat(interlocks.active()).isEmpty();
    Interlock rollout = raise(Kind.ROLLOUT, "service/payments");
    Interlock fault = raise(Kind.FAULT, "service/payments");
    assertThat(rollout.since()).isEqualTo(clock.instant());
    assertThat(rollout.until()).isEqualTo(clock.instant().plus(LEASE));
    assertThat(interlocks.active()).containsExactly(rollout, fault);
  }

  @Test
  void endsByItselfWhenNotRenewed() {
    Interlock kept = raise(Kind.FAULT, "service/a");
    Interlock dropped = raise(Kind.FAULT, "service/b");
    clock.advance(Duration.ofSeconds(6));
    assertThat(interlocks.renew(kept.id(), LEASE)).isTrue();
    clock.advance(Duration.ofSeconds(6));
    assertThat(interlocks.active()).extracting(Interlock::id).containsExactly(kept.id());
    assertThat(interlocks.renew(dropped.id(), LEASE)).isFalse();
    assertThat(interlocks.active()).hasSize(1);
  }

  @Test
  void endsWhenCleared() {
    Interlock freeze = raise(Kind.FREEZE, "everything");
    Interlock other = raise(Kind.FREEZE, "everything");
    interlocks.clear(freeze.id());
    interlocks.clear("unknown-id");
    assertThat(interlocks.active()).containsExactly(other);
    assertThat(interlocks.renew(freeze.id(), LEASE)).isFalse();
  }

  @Test
  void neverReusesAnId() {
    Interlock first = raise(Kind.FAULT, "service/a");
    clock.advance(LEASE);
    Interlock second = raise(Kind.FAULT, "service/a");
    assertThat(second.id()).isNotEqualTo(first.id());
    interlocks.clear(first.id());
    assertThat(interlocks.active()).containsExactly(second);
  }

  @Test
  void refusesALeaseWithoutEndAndALongReason() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> interlocks.raise(Kind.FAULT, "s", "o", "r", Duration.ofSeconds(-1)))
        .withMessage("lease: PT-1S (expected: over 0 and at most PT168H)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> interlocks.raise(Kind.FAULT, "s", "o", "r".repeat(20_000), LEASE))
        .withMessage("interlock.reason: 20000 bytes (expected: at most 16384)");
    assertThat(interlocks.active()).isEmpty();
  }

  private Interlock raise(Kind kind, String subject) {
    return interlocks.raise(kind, subject, "owner", "a reason", LEASE);
  }
}
