// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.memory;

import dev.ballast.ledger.InterlocksContract;
import dev.ballast.ledger.Ledger;
import dev.ballast.testkit.FakeClock;

final class MemoryInterlocksTest extends InterlocksContract {

  @Override
  protected Ledger open(FakeClock clock) {
    return new MemoryLedger(clock);
  }
}
