// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.memory;

import dev.ballast.ledger.Documents;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.Interlocks;
import dev.ballast.ledger.Ledger;
import dev.ballast.ledger.Locks;
import java.time.InstantSource;

/** All of a ledger in memory. */
public final class MemoryLedger implements Ledger {

  private final MemoryEvents events = new MemoryEvents();
  private final MemoryDocuments documents = new MemoryDocuments();
  private final MemoryLocks locks;
  private final MemoryInterlocks interlocks;

  public MemoryLedger(InstantSource clock) {
    locks = new MemoryLocks(clock);
    interlocks = new MemoryInterlocks(clock);
  }

  @Override
  public EventLog events() {
    return events;
  }

  @Override
  public Documents documents() {
    return documents;
  }

  @Override
  public Locks locks() {
    return locks;
  }

  @Override
  public Interlocks interlocks() {
    return interlocks;
  }

  @Override
  public void close() {
    events.close();
  }
}
