// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger;

import dev.ballast.model.Event;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Subscriptions for any event log. Each has a virtual thread that reads on from where it was when
 * the log says that there is more, so a slow listener holds nobody up, loses nothing and costs no
 * memory.
 */
public final class EventFeed implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);
  private static final int BATCH = 256;

  private final EventLog log;
  private final Set<Reader> readers = ConcurrentHashMap.newKeySet();

  public EventFeed(EventLog log) {
    this.log = log;
  }

  /** Calls the listener for everything after the given sequence. */
  public EventLog.Subscription subscribe(long after, Consumer<Event> listener) {
    Reader reader = new Reader(after, listener);
    readers.add(reader);
    reader.thread.start();
    return reader;
  }

  /** To be called after each append. */
  public void appended() {
    readers.forEach(reader -> reader.more.release());
  }

  @Override
  public void close() {
    readers.forEach(Reader::close);
  }

  private final class Reader implements EventLog.Subscription {

    private final Semaphore more = new Semaphore(1);
    private final Consumer<Event> listener;
    private final Thread thread = Thread.ofVirtual().name("ledger-feed").unstarted(this::run);
    private long after;
    private volatile boolean open = true;

    Reader(long after, Consumer<Event> listener) {
      this.after = after;
      this.listener = listener;
    }

    private void run() {
      try {
        while (open) {
          more.acquire();
          more.drainPermits();
          deliver();
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } catch (LedgerException gone) {
        LOG.atInfo().addKeyValue("event", "ledger.feed_ended").setCause(gone).log("feed ended");
      } finally {
        readers.remove(this);
      }
    }

    private void deliver() {
      List<Event> batch;
      do {
        batch = log.read(after, EventFilter.ANY, BATCH);
        for (Event event : batch) {
          if (!open) {
            return;
          }
          after = event.sequence();
          call(event);
        }
      } while (batch.size() == BATCH);
    }

    private void call(Event event) {
      try {
        listener.accept(event);
      } catch (RuntimeException bug) {
        LOG.atError()
            .addKeyValue("event", "ledger.listener_failed")
            .addKeyValue("sequence", event.sequence())
            .setCause(bug)
            .log("listener failed");
      }
    }

    /** Returns when the listener is not running any more, unless it is the listener that closes. */
    @Override
    public void close() {
      open = false;
      more.release();
      if (!Thread.currentThread().equals(thread)) {
        boolean interrupted = false;
        while (true) {
          try {
            thread.join();
            break;
          } catch (InterruptedException _) {
            interrupted = true;
          }
        }
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
