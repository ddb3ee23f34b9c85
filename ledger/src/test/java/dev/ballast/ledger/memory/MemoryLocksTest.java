// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.memory;

import dev.ballast.ledger.Ledger;
import dev.ballast.ledger.LocksContract;
import dev.ballast.testkit.FakeClock;

final class MemoryLocksTest extends LocksContract {

  @Override
  protected Ledger open(FakeClock clock) {
    return new MemoryLedger(clock);
  }
}
