// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.ledger.Documents;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.Interlocks;
import dev.ballast.ledger.Ledger;
import dev.ballast.ledger.LedgerException;
import dev.ballast.ledger.Locks;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.Event;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/** A ledger whose disk can be full: then it takes nothing. */
final class FillingLedger implements Ledger, Documents, EventLog {

  private final Ledger behind;
  private boolean full;

  FillingLedger(InstantSource clock) {
    behind = new MemoryLedger(clock);
  }

  void full(boolean value) {
    full = value;
  }

  private void check() {
    if (full) {
      throw new LedgerException("the disk is full");
    }
  }

  @Override
  public EventLog events() {
    return this;
  }

  @Override
  public Documents documents() {
    return this;
  }

  @Override
  public Locks locks() {
    return behind.locks();
  }

  @Override
  public Interlocks interlocks() {
    return behind.interlocks();
  }

  @Override
  public void close() {
    behind.close();
  }

  @Override
  public Optional<Document> get(String kind, String key) {
    return behind.documents().get(kind, key);
  }

  @Override
  public SortedMap<String, Document> list(String kind) {
    return behind.documents().list(kind);
  }

  @Override
  public Optional<Document> put(String kind, String key, String content, long expectedVersion) {
    check();
    return behind.documents().put(kind, key, content, expectedVersion);
  }

  @Override
  public boolean delete(String kind, String key, long expectedVersion) {
    check();
    return behind.documents().delete(kind, key, expectedVersion);
  }

  @Override
  public Event append(Event event) {
    check();
    return behind.events().append(event);
  }

  @Override
  public List<Event> read(long after, EventFilter filter, int limit) {
    return behind.events().read(after, filter, limit);
  }

  @Override
  public List<Event> latest(EventFilter filter, int limit) {
    return behind.events().latest(filter, limit);
  }

  @Override
  public Subscription subscribe(Consumer<Event> listener) {
    return behind.events().subscribe(listener);
  }
}
