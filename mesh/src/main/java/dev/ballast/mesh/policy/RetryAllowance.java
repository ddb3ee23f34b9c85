// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.policy;

import dev.ballast.model.mesh.RetryBudget;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The retry budget of a service: retries are paid by requests. All event loops share it.
 *
 * <p>As Finagle's: each request puts in its share of a retry, a retry takes one out, and what was
 * put in ten seconds ago is gone. A reserve that fills with time lets a quiet service be retried.
 * In thousandths of a retry; ten slots of one second.
 */
public final class RetryAllowance {

  private static final int SLOTS = 10;
  private static final long SECOND = 1_000_000_000L;
  private static final long ONE = 1000;

  private final long deposit;
  private final long reserve;
  private final AtomicLong[] balances = new AtomicLong[SLOTS];
  private final AtomicLong stamp;

  public RetryAllowance(RetryBudget budget, long now) {
    deposit = Math.round(budget.share().value() * ONE);
    reserve = budget.perSecond() * ONE;
    stamp = new AtomicLong(Math.floorDiv(now, SECOND));
    for (int i = 0; i < SLOTS; i++) {
      balances[i] = new AtomicLong();
    }
    balances[slot(now)].set(reserve);
  }

  public void request(long now) {
    turn(now);
    balances[slot(now)].addAndGet(deposit);
  }

  /** Takes a retry out, from the oldest slot that has one left; false when all are spent. */
  public boolean tryRetry(long now) {
    turn(now);
    long sum = 0;
    for (AtomicLong balance : balances) {
      sum += balance.get();
    }
    if (sum < ONE) {
      return false;
    }
    balances[slot(now)].addAndGet(-ONE);
    return true;
  }

  /** Empties the slots that time has passed since, and fills the reserve for each second. */
  private void turn(long now) {
    long second = Math.floorDiv(now, SECOND);
    long before = stamp.get();
    if (second <= before || !stamp.compareAndSet(before, second)) {
      return;
    }
    for (long s = Math.max(before + 1, second - SLOTS + 1); s <= second; s++) {
      balances[Math.floorMod(s, SLOTS)].set(reserve);
    }
  }

  private static int slot(long now) {
    return Math.floorMod(Math.floorDiv(now, SECOND), SLOTS);
  }
}
