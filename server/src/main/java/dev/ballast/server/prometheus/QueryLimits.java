// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.prometheus;

import dev.ballast.server.http.Request;
import dev.ballast.telemetry.query.QueryException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Bounds how many queries run at once and how long each may take, waiting included. A query whose
 * time is over keeps its place until it has really ended.
 */
public final class QueryLimits {

  private final Semaphore slots;
  private final int concurrent;
  private final Duration timeout;

  public QueryLimits(int concurrent, Duration timeout) {
    this.slots = new Semaphore(concurrent, true);
    this.concurrent = concurrent;
    this.timeout = timeout;
  }

  Duration timeout() {
    return timeout;
  }

  /** Runs a query, which is interrupted when its time is over or nobody waits for it any more. */
  <T> T run(Duration wanted, Request.Departure departure, Callable<T> query) throws Exception {
    Duration limit = wanted.compareTo(timeout) < 0 ? wanted : timeout;
    long deadline = System.nanoTime() + limit.toNanos();
    if (!slots.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
      throw PrometheusError.timeout(
          "query timed out in query queue: %d queries are running".formatted(concurrent));
    }
    return within(deadline - System.nanoTime(), departure, () -> placed(query));
  }

  private <T> T placed(Callable<T> query) throws Exception {
    try {
      return query.call();
    } finally {
      slots.release();
    }
  }

  /** On a platform thread: busy virtual ones would leave no carrier to anybody else. */
  private static <T> T within(long nanos, Request.Departure departure, Callable<T> query)
      throws Exception {
    FutureTask<T> task = new FutureTask<>(query);
    Thread thread = Thread.ofPlatform().daemon().name("query").start(task);
    departure.then(thread::interrupt);
    try {
      return task.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      throw PrometheusError.timeout("query timed out in expression evaluation");
    } catch (InterruptedException e) {
      thread.interrupt();
      throw e;
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case QueryException cause -> throw cause;
        case Exception cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }
}
