// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.process.Lines;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What has to be undone at the end, latest first, once, whoever asks. What is added after the end
 * has begun is undone at once.
 */
final class Closing {

  private final Deque<Step> steps = new ArrayDeque<>();
  private final Object running = new Object();
  private volatile boolean begun;
  private boolean done;
  private @Nullable Step last;
  private @Nullable Supplier<List<Map<String, Object>>> summary;

  /** One thing to undo. */
  interface Step {
    void run() throws Exception;
  }

  void add(Step step) {
    synchronized (steps) {
      if (!begun) {
        steps.push(step);
        return;
      }
    }
    attempt(step);
  }

  /** Comes after everything else. */
  void last(Step step) {
    synchronized (steps) {
      last = step;
    }
  }

  void summary(Supplier<List<Map<String, Object>>> source) {
    synchronized (steps) {
      summary = source;
    }
  }

  /** What the run amounted to; empty when it never got that far. */
  List<Map<String, Object>> summary() {
    synchronized (steps) {
      return summary == null ? List.of() : summary.get();
    }
  }

  boolean begun() {
    return begun;
  }

  /** Undoes everything and says whether this call did it; others wait for it and get false. */
  boolean run() {
    synchronized (running) {
      begun = true;
      if (done) {
        return false;
      }
      done = true;
      for (Step step = next(); step != null; step = next()) {
        attempt(step);
      }
      Step end;
      synchronized (steps) {
        end = last;
      }
      if (end != null) {
        attempt(end);
      }
      return end != null;
    }
  }

  private @Nullable Step next() {
    synchronized (steps) {
      return steps.poll();
    }
  }

  private static void attempt(Step step) {
    try {
      step.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      Lines.err("shop: while closing: " + e);
    }
  }
}
