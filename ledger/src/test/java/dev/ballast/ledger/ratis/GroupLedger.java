// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.ratis;

import dev.ballast.ledger.Documents;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.Interlocks;
import dev.ballast.ledger.Ledger;
import dev.ballast.ledger.Locks;
import dev.ballast.ledger.consensus.Consensus;

/** The half of a ledger that voters decide, seen from one of them, who goes on afterwards. */
record GroupLedger(Consensus decided) implements Ledger {

  @Override
  public EventLog events() {
    throw new UnsupportedOperationException("events are not decided by voters");
  }

  @Override
  public Documents documents() {
    return decided.documents();
  }

  @Override
  public Locks locks() {
    return decided.locks();
  }

  @Override
  public Interlocks interlocks() {
    return decided.interlocks();
  }

  @Override
  public void close() {
    // The group is closed when the last test has used it.
  }
}
