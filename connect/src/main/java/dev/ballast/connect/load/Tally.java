// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.load;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts what becomes of requests. Used by one thread. */
final class Tally {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Histogram response = Latencies.empty(3);
  private final Histogram service = Latencies.empty(3);
  private final Histogram start = Latencies.empty(3);
  private final TreeMap<Integer, Long> statuses = new TreeMap<>();
  private final EnumMap<Failure, Long> failures = new EnumMap<>(Failure.class);
  private final List<Second> closed = new ArrayList<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private long planned;
  private long bad;

  /** A second whose requests may still end. */
  private static final class Open {
    final long second;
    final Histogram response = Latencies.empty(2);
    long planned;
    long good;
    long bad;
    long failed;
    long unsent;

    Open(long second) {
      this.second = second;
    }

    Second row() {
      Latencies latencies = Latencies.of(response, planned - response.getTotalCount());
      return new Second(
          second,
          planned,
          good,
          bad,
          failed,
          unsent,
          latencies.millis(0.5),
          latencies.millis(0.99));
    }

    long pending() {
      return planned - good - bad - failed - unsent;
    }
  }

  void planned(Shot shot) {
    planned++;
    long second = shot.intended / SECOND;
    while (nextSecond() <= second) {
      open.addLast(new Open(nextSecond()));
    }
    of(shot).planned++;
  }

  private long nextSecond() {
    return open.isEmpty() ? closed.size() : open.getLast().second + 1;
  }

  void sent(Shot shot) {
    Latencies.add(start, shot.sent - shot.intended);
  }

  void answered(Shot shot, int status, long now) {
    statuses.merge(status, 1L, Long::sum);
    Latencies.add(response, now - shot.intended);
    Latencies.add(service, now - shot.sent);
    Open second = of(shot);
    Latencies.add(second.response, now - shot.intended);
    if (status < 400) {
      second.good++;
    } else {
      second.bad++;
      bad++;
    }
  }

  void failed(Shot shot, Failure failure) {
    failures.merge(failure, 1L, Long::sum);
    if (failure.unsent()) {
      of(shot).unsent++;
    } else {
      of(shot).failed++;
    }
  }

  /** Seconds before that moment whose requests have all ended need no distribution any more. */
  void settle(long now) {
    while (!open.isEmpty()
        && open.getFirst().pending() == 0
        && (open.getFirst().second + 1) * SECOND <= now) {
      closed.add(open.removeFirst().row());
    }
  }

  long planned() {
    return planned;
  }

  Progress progress(long now, int underWay, int waiting, int connections) {
    long unsent = sum(true);
    return new Progress(
        now / 1e9,
        planned,
        statuses.values().stream().mapToLong(Long::longValue).sum(),
        bad,
        sum(false),
        unsent,
        underWay,
        waiting,
        connections,
        latest(now));
  }

  LoadReport report(long now, long bytes, long connections, long unrecorded) {
    List<Second> timeline = new ArrayList<>(closed);
    open.forEach(second -> timeline.add(second.row()));
    long missing = planned - response.getTotalCount();
    return new LoadReport(
        now / 1e9,
        planned,
        statuses,
        failures,
        bytes,
        connections,
        unrecorded,
        Latencies.of(response, missing),
        Latencies.of(service, 0),
        Latencies.of(start, sum(true)),
        timeline);
  }

  private Optional<Second> latest(long now) {
    for (Open second : (Iterable<Open>) open::descendingIterator) {
      if ((second.second + 2) * SECOND <= now) {
        return Optional.of(second.row());
      }
    }
    return closed.isEmpty() ? Optional.empty() : Optional.of(closed.getLast());
  }

  private Open of(Shot shot) {
    long second = shot.intended / SECOND;
    for (Open one : (Iterable<Open>) open::descendingIterator) {
      if (one.second == second) {
        return one;
      }
    }
    throw new IllegalStateException("second " + second + " is settled already");
  }

  private long sum(boolean unsent) {
    return failures.entrySet().stream()
        .filter(e -> e.getKey().unsent() == unsent)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
