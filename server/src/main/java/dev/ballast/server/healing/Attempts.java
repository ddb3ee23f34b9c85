// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.healing;

import dev.ballast.connect.webhook.Orders.UnclearException;
import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.healing.Progress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this process has begun, and how it went. Thread-safe. */
final class Attempts implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Attempts.class);
  private static final int MOST = 1000;

  private final ExecutorService working = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Progress> progress = new ConcurrentHashMap<>();
  private final Map<String, Future<?>> running = new ConcurrentHashMap<>();

  /** Something that is done. */
  interface Deed {
    void act() throws UnclearException, InterruptedException;
  }

  void begin(String token, Deed deed) {
    if (progress.size() > MOST) {
      progress.values().removeIf(p -> p.kind() != Progress.Kind.RUNNING);
    }
    progress.put(token, Progress.of(Progress.Kind.RUNNING));
    running.put(token, working.submit(() -> carryOut(token, deed)));
  }

  private void carryOut(String token, Deed deed) {
    Progress ended;
    try {
      deed.act();
      ended = Progress.of(Progress.Kind.DONE);
    } catch (ActuatorException e) {
      boolean open = e.kind() == ActuatorException.Kind.UNREACHABLE;
      ended =
          new Progress(
              open ? Progress.Kind.UNKNOWN : Progress.Kind.FAILED, String.valueOf(e.getMessage()));
    } catch (UnclearException e) {
      ended = new Progress(Progress.Kind.UNKNOWN, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ended = new Progress(Progress.Kind.UNKNOWN, "broken off");
    } catch (RuntimeException e) {
      log.atError().setCause(e).addKeyValue("event", "healing.deed_failed").log(token);
      ended = new Progress(Progress.Kind.UNKNOWN, "it failed here; the server's log says how");
    }
    progress.put(token, ended);
    var _ = running.remove(token);
  }

  /** Surely not begun. */
  void refuse(String token, String why) {
    progress.put(token, new Progress(Progress.Kind.FAILED, why));
  }

  Optional<Progress> of(String token) {
    return Optional.ofNullable(progress.get(token));
  }

  void cancel() {
    running.values().forEach(future -> future.cancel(true));
  }

  @Override
  public void close() {
    working.shutdownNow();
  }
}
