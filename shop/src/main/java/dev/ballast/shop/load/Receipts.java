// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.load;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What users were told: checkouts that succeeded, and who failed when. Thread-safe. */
public final class Receipts {

  private static final int MOST = 200_000;
  private static final int RECENT = 20_000;

  private final List<String> checkouts = new ArrayList<>();
  private final Deque<Answer> answers = new ArrayDeque<>();

  private record Answer(Instant at, boolean well, boolean changes) {}

  synchronized void told(Visit visit, boolean well, Instant at) {
    boolean changes = visit.method().equals("POST");
    answers.addLast(new Answer(at, well, changes));
    if (answers.size() > RECENT) {
      answers.removeFirst();
    }
    if (well && visit.path().startsWith("/checkout?order=") && checkouts.size() < MOST) {
      int start = visit.path().indexOf('=') + 1;
      checkouts.add(visit.path().substring(start, visit.path().indexOf('&', start)));
    }
  }

  /** The orders of all checkouts that users were told have succeeded. */
  public synchronized List<String> checkouts() {
    return List.copyOf(checkouts);
  }

  /**
   * When users were served again after a time: the first answer of the first stretch of that length
   * in which nobody failed and somebody changed something. Empty as long as there is none.
   */
  public synchronized Optional<Instant> servedSince(Instant since, Instant now, Duration steady) {
    Instant first = null;
    boolean changed = false;
    for (Answer answer : answers) {
      if (answer.at().isBefore(since)) {
        continue;
      }
      if (!answer.well()) {
        first = null;
        changed = false;
      } else {
        first = first == null ? answer.at() : first;
        changed |= answer.changes();
        if (changed && Duration.between(first, answer.at()).compareTo(steady) >= 0) {
          return Optional.of(first);
        }
      }
    }
    return Optional.empty();
  }
}
