// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.agent;

import dev.ballast.faults.driver.FaultDriver;
import dev.ballast.faults.driver.Order;
import dev.ballast.faults.journal.Journal;
import dev.ballast.faults.undo.Undo;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** One fault as it stands; whoever changes it holds its lock. */
final class Fault {

  /** How far it is. */
  enum State {
    APPLYING,
    ACTIVE,
    HEALED,
    /** Was not effective, and what was done is undone. */
    FAILED,
    /** The target ended while the fault was on. */
    GONE,
    /** Nobody could prove that nothing is left; tried again until somebody can. */
    UNPROVED
  }

  final ReentrantLock lock = new ReentrantLock();
  final FaultDriver driver;
  final List<Undo> undo;
  final String owner;
  final String reason;
  final List<String> notes;
  volatile Order order;
  volatile State state = State.APPLYING;
  volatile String evidence = "";
  volatile String ended = "";
  volatile Instant since = Instant.EPOCH;
  volatile Instant over = Instant.EPOCH;
  volatile long deadline;
  volatile long nextLook;

  Fault(
      Order order,
      FaultDriver driver,
      List<Undo> undo,
      String owner,
      String reason,
      List<String> notes) {
    this.order = order;
    this.driver = driver;
    this.undo = undo;
    this.owner = owner;
    this.reason = reason;
    this.notes = notes;
  }

  /** Something of it may be left on the host. */
  boolean isOpen() {
    return switch (state) {
      case APPLYING, ACTIVE, UNPROVED -> true;
      case HEALED, FAILED, GONE -> false;
    };
  }

  Journal.Entry entry() {
    return new Journal.Entry(
        "armed",
        order.id(),
        order.kind(),
        driver.name(),
        order.target().name(),
        order.parameters(),
        undo);
  }
}
