// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.loops;

import dev.ballast.telemetry.meter.Meter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work again and again, each piece on its own virtual thread. A failure is logged and counted
 * and the work goes on; whoever asks learns which piece is late.
 */
public final class Loops implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Loops.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration STOPPING = Duration.ofSeconds(2);

  private final InstantSource clock;
  private final Meter meter;
  private final List<Running> running = new CopyOnWriteArrayList<>();

  public Loops(InstantSource clock, Meter meter) {
    this.clock = clock;
    this.meter = meter;
  }

  /** What is repeated. */
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }

  /** Starts work at a fixed rate; a run that takes longer than the interval delays the next. */
  public void every(Duration interval, String name, Work work) {
    start(new Running(name, interval, work), interval);
  }

  /** As {@link #every}, with the first run now. */
  public void atOnceAndEvery(Duration interval, String name, Work work) {
    start(new Running(name, interval, work), Duration.ZERO);
  }

  private void start(Running loop, Duration first) {
    running.add(loop);
    loop.thread = Thread.ofVirtual().name("loop-" + loop.name).start(() -> loop.repeat(first));
  }

  public List<Loop> report() {
    Instant now = clock.instant();
    return running.stream().map(loop -> loop.report(now)).toList();
  }

  @Override
  public void close() {
    running.forEach(loop -> loop.thread.interrupt());
    long deadline = System.nanoTime() + STOPPING.toNanos();
    for (Running loop : new ArrayList<>(running)) {
      try {
        loop.thread.join(Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime())));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private record Outcome(
      Instant lastSuccess, Duration took, long runs, long failures, String error) {}

  /** Owned by its thread; the outcome alone is shared. */
  private final class Running {
    private final String name;
    private final Duration interval;
    private final Work work;
    private final AtomicReference<Outcome> outcome;
    private volatile Thread thread = Thread.currentThread();

    Running(String name, Duration interval, Work work) {
      this.name = name;
      this.interval = interval;
      this.work = work;
      this.outcome = new AtomicReference<>(new Outcome(clock.instant(), Duration.ZERO, 0, 0, ""));
    }

    void repeat(Duration first) {
      long next = System.nanoTime() + first.toNanos();
      try {
        while (!Thread.interrupted()) {
          Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
          once();
          next = Math.max(next + interval.toNanos(), System.nanoTime());
        }
      } catch (InterruptedException e) {
        // Closed: nothing is left to do.
      }
    }

    /** The one place where everything is caught, so that no loop ever dies silently. */
    @SuppressWarnings("InterruptedExceptionSwallowed") // rethrown below
    private void once() throws InterruptedException {
      long start = System.nanoTime();
      try {
        work.run();
        record(start, "");
      } catch (InterruptedException e) {
        throw e;
      } catch (Throwable e) {
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
        record(start, String.valueOf(e.getMessage()));
        meter
            .counter("ballast_loop_failures_total", "Runs that ended in a failure.", "loop", name)
            .add();
        log.atError()
            .setCause(e)
            .addKeyValue("event", "loop.failed")
            .addKeyValue("loop", name)
            .log("a run failed; the next one is tried as planned");
      }
    }

    private void record(long start, String error) {
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      Outcome old = outcome.get();
      boolean ok = error.isEmpty();
      outcome.set(
          new Outcome(
              ok ? clock.instant() : old.lastSuccess(),
              took,
              old.runs() + 1,
              old.failures() + (ok ? 0 : 1),
              error));
      meter
          .gauge("ballast_loop_seconds", "How long the last run took.", "loop", name)
          .set(took.toNanos() / 1e9);
    }

    Loop report(Instant now) {
      Outcome last = outcome.get();
      Duration allowed = interval.multipliedBy(3).plus(PATIENCE);
      return new Loop(
          name,
          interval,
          last.lastSuccess(),
          last.took(),
          last.runs(),
          last.failures(),
          last.error(),
          Duration.between(last.lastSuccess(), now).compareTo(allowed) > 0);
    }
  }
}
