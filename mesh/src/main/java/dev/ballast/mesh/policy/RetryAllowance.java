// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.policy;

import dev.ballast.model.mesh.RetryBudget;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The retry budget of a service: retries are paid by requests. All event loops share it.
 *
 * <p>Over the last ten seconds there may be as many retries as the share of the requests allows, or
 * as the reserve of each second does where that is more: a quiet service is retried, and under load
 * the share alone decides. (Finagle adds the two, and is above its share by the reserve.) In
 * thousandths of a retry; ten slots of one second. Beside them failures are counted, for the
 * question whether retrying all of them would be a load to speak of.
 */
public final class RetryAllowance {

  private static final int SLOTS = 10;
  private static final long SECOND = 1_000_000_000L;
  private static final long ONE = 1000;

  /** Few failures are a quarter of what the share would pay for. */
  private static final long FEW = 4;

  private final long deposit;
  private final long reserve;
  private final long firstSecond;
  private final AtomicLong[] deposits = new AtomicLong[SLOTS];
  private final AtomicLong[] retries = new AtomicLong[SLOTS];
  private final AtomicLong[] failures = new AtomicLong[SLOTS];
  private final AtomicLong stamp;

  public RetryAllowance(RetryBudget budget, long now) {
    deposit = Math.round(budget.share().value() * ONE);
    reserve = budget.perSecond() * ONE;
    firstSecond = Math.floorDiv(now, SECOND);
    stamp = new AtomicLong(firstSecond);
    for (int i = 0; i < SLOTS; i++) {
      deposits[i] = new AtomicLong();
      retries[i] = new AtomicLong();
      failures[i] = new AtomicLong();
    }
  }

  public void request(long now) {
    turn(now);
    deposits[slot(now)].addAndGet(deposit);
  }

  /** Takes a retry; false when all are spent. */
  public boolean tryRetry(long now) {
    turn(now);
    long seconds = Math.min(SLOTS, Math.floorDiv(now, SECOND) - firstSecond + 1);
    if (Math.max(sum(deposits), reserve * seconds) - sum(retries) < ONE) {
      return false;
    }
    retries[slot(now)].addAndGet(ONE);
    return true;
  }

  /** A try failed that an endpoint may have got. */
  public void failed(long now) {
    turn(now);
    failures[slot(now)].addAndGet(ONE);
  }

  /** Whether only few tries have failed lately. */
  public boolean fewFail(long now) {
    turn(now);
    return sum(failures) * FEW <= sum(deposits);
  }

  private static long sum(AtomicLong[] slots) {
    long sum = 0;
    for (AtomicLong slot : slots) {
      sum += slot.get();
    }
    return sum;
  }

  /** Empties the slots that time has passed since. */
  private void turn(long now) {
    long second = Math.floorDiv(now, SECOND);
    long before = stamp.get();
    if (second <= before || !stamp.compareAndSet(before, second)) {
      return;
    }
    for (long s = Math.max(before + 1, second - SLOTS + 1); s <= second; s++) {
      deposits[Math.floorMod(s, SLOTS)].set(0);
      retries[Math.floorMod(s, SLOTS)].set(0);
      failures[Math.floorMod(s, SLOTS)].set(0);
    }
  }

  private static int slot(long now) {
    return Math.floorMod(Math.floorDiv(now, SECOND), SLOTS);
  }
}
