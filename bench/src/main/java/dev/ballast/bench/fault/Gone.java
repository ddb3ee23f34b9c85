// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Waits until faults are gone, each watched by itself. */
final class Gone {

  private static final long GIVE_UP_NANOS = 30_000_000_000L;
  private static final long LOOK_MS = 10;

  private Gone() {}

  /** Milliseconds from a moment until each is no longer in force. */
  static Map<Subject, Double> since(long start, List<Subject> subjects) throws Exception {
    Map<Subject, Double> done = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Map<Subject, Future<Double>> waiting = new LinkedHashMap<>();
      subjects.forEach(s -> waiting.put(s, threads.submit(() -> one(s, start))));
      for (Map.Entry<Subject, Future<Double>> one : waiting.entrySet()) {
        done.put(one.getKey(), one.getValue().get());
      }
    }
    return done;
  }

  private static double one(Subject subject, long start) throws Exception {
    while (subject.effective().call() && System.nanoTime() - start < GIVE_UP_NANOS) {
      Thread.sleep(LOOK_MS);
    }
    return (System.nanoTime() - start) / 1e6;
  }
}
