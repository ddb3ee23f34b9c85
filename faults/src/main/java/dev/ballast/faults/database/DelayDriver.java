// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.database;

import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.driver.Order;
import dev.ballast.faults.driver.Plan;
import dev.ballast.faults.driver.Verdict;
import dev.ballast.faults.undo.Undo;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Locks a table again and again for a moment: a statement on it waits for up to the delay, then
 * goes on. Between two locks there is as long a pause as was asked for, so that work gets done.
 */
final class DelayDriver extends SessionDriver {

  private final Map<String, Pulse> pulses = new ConcurrentHashMap<>();

  DelayDriver(Sessions sessions) {
    super(sessions, "pg.statement_delay", Set.of("table", "delay_ms", "pause_ms"));
  }

  /** What beats. */
  private static final class Pulse {
    private final AtomicInteger beats = new AtomicInteger();
    private volatile boolean over;
    private volatile String problem = "";
  }

  @Override
  public List<String> preflight(Order order) {
    List<String> against = new ArrayList<>(LockDriver.tableProblems(sessions, order));
    for (String key : List.of("delay_ms", "pause_ms")) {
      if (millis(order, key) < 1 || millis(order, key) > 60_000) {
        against.add("%s: %s (expected: 1..60000)".formatted(key, order.parameter(key, "missing")));
      }
    }
    return against;
  }

  private static long millis(Order order, String key) {
    String asked = order.parameter(key, key.equals("pause_ms") ? "50" : "");
    return asked.matches("[0-9]{1,6}") ? Long.parseLong(asked) : -1;
  }

  @Override
  public Plan plan(Order order) {
    return Plan.of(
        "%s is locked for %d ms, free for %d ms, and so on"
            .formatted(
                order.parameter("table", "?"),
                millis(order, "delay_ms"),
                millis(order, "pause_ms")),
        "the last transaction is rolled back; the database does it by itself");
  }

  @Override
  public void apply(Order order, List<Undo> undo) throws FaultException {
    if (pulses.containsKey(order.id())) {
      return;
    }
    try {
      Connection connection = sessions.take(order);
      Sessions.execute(connection, LockDriver.limit(order));
      connection.setAutoCommit(false);
      Pulse pulse = new Pulse();
      pulses.put(order.id(), pulse);
      Thread.ofVirtual().name("pulse-" + order.id()).start(() -> beat(order, connection, pulse));
    } catch (SQLException e) {
      sessions.drop(order);
      throw new FaultException("the database cannot be asked: " + e.getMessage(), e);
    }
  }

  private static void beat(Order order, Connection connection, Pulse pulse) {
    try {
      while (!pulse.over) {
        Sessions.execute(connection, LockDriver.statement(order));
        pulse.beats.incrementAndGet();
        TimeUnit.MILLISECONDS.sleep(millis(order, "delay_ms"));
        connection.rollback();
        TimeUnit.MILLISECONDS.sleep(millis(order, "pause_ms"));
      }
    } catch (SQLException e) {
      pulse.problem = String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Verdict verify(Order order, List<Undo> undo) {
    Pulse pulse = pulses.get(order.id());
    if (pulse == null || !pulse.problem.isEmpty()) {
      return Verdict.no(pulse == null ? "nothing locks it" : pulse.problem);
    }
    int beats = pulse.beats.get();
    return beats > 0
        ? Verdict.yes("locked %d times".formatted(beats))
        : Verdict.no("not locked yet");
  }

  @Override
  public void renew(Order order) throws FaultException {
    Pulse pulse = pulses.get(order.id());
    if (pulse == null || !pulse.problem.isEmpty()) {
      throw new FaultException("the table is no longer locked");
    }
  }

  @Override
  public void heal(Order order, List<Undo> undo) {
    Pulse pulse = pulses.remove(order.id());
    if (pulse != null) {
      pulse.over = true;
    }
    super.heal(order, undo);
  }
}
