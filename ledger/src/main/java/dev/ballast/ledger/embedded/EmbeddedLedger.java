// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.embedded;

import dev.ballast.ledger.Documents;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.Interlocks;
import dev.ballast.ledger.Ledger;
import dev.ballast.ledger.Locks;
import java.nio.file.Path;
import java.time.InstantSource;

/** A ledger in a folder, for one process at a time. Every write is synced before it returns. */
public final class EmbeddedLedger implements Ledger {

  private final Store store;
  private final EmbeddedEvents events;
  private final EmbeddedDocuments documents;
  private final EmbeddedLocks locks;
  private final EmbeddedInterlocks interlocks;

  private EmbeddedLedger(Store store, InstantSource clock) {
    this.store = store;
    events = new EmbeddedEvents(store);
    documents = new EmbeddedDocuments(store);
    locks = new EmbeddedLocks(store, clock);
    interlocks = new EmbeddedInterlocks(store, clock);
  }

  /**
   * Opens or creates the ledger.
   *
   * @throws dev.ballast.ledger.LedgerException when another process has it open, it was written by
   *     a newer version, or the disk refuses
   */
  public static EmbeddedLedger open(Path folder, InstantSource clock) {
    Store store = Store.open(folder);
    try {
      return new EmbeddedLedger(store, clock);
    } catch (RuntimeException broken) {
      store.close();
      throw broken;
    }
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
    store.close();
  }
}
