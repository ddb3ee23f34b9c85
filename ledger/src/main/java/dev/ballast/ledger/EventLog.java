// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger;

import dev.ballast.model.Event;
import java.util.List;
import java.util.function.Consumer;

/** The append-only sequence of all that happened. */
public interface EventLog {

  /** Durable when it returns; the answer carries the sequence number that was given. */
  Event append(Event event);

  /** Events with a sequence above {@code after} that pass the filter, ascending, at most limit. */
  List<Event> read(long after, EventFilter filter, int limit);

  /** The newest events that pass the filter, newest first, at most limit. */
  List<Event> latest(EventFilter filter, int limit);

  /** Calls the listener for every event from now on, in order; close to stop. */
  Subscription subscribe(Consumer<Event> listener);

  /** Ends a subscription. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
