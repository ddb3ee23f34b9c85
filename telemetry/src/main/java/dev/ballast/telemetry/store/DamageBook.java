// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps and logs what was found damaged, each piece once. */
final class DamageBook {

  private static final Logger LOG = LoggerFactory.getLogger(DamageBook.class);

  /** Beyond this only the count goes on. */
  private static final int KEPT = 1000;

  private final Set<Damage> found = new LinkedHashSet<>();
  private final AtomicLong count = new AtomicLong();
  private Runnable onFirst = () -> {};

  /** What to do when the first damage is found, and now if there is some already. */
  synchronized void onFirst(Runnable action) {
    onFirst = action;
    if (!found.isEmpty()) {
      action.run();
    }
  }

  synchronized void add(Damage.Kind kind, String where, String lost) {
    Damage damage = new Damage(kind, where, lost);
    if (found.contains(damage)) {
      return;
    }
    count.incrementAndGet();
    LOG.atError()
        .addKeyValue("event", "telemetry.store.damaged")
        .addKeyValue("kind", kind)
        .addKeyValue("where", where)
        .addKeyValue("lost", lost)
        .log("damaged data set aside");
    if (found.size() < KEPT) {
      found.add(damage);
    }
    if (found.size() == 1) {
      onFirst.run();
    }
  }

  long count() {
    return count.get();
  }

  synchronized List<Damage> list() {
    return List.copyOf(found);
  }
}
