// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.regions;

import dev.ballast.ledger.LedgerException;
import dev.ballast.ledger.consensus.Answer;
import dev.ballast.ledger.consensus.Command;
import dev.ballast.ledger.consensus.CpLog;
import dev.ballast.ledger.consensus.Decisions;
import dev.ballast.ledger.consensus.Query;
import dev.ballast.ledger.consensus.Standing;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A majority in memory, and a link to it that is whole, cut, silent, or loses the answers. */
final class CuttableLog implements CpLog {

  enum Link {
    WHOLE,
    CUT,
    /** What is asked is done, and the answer is lost. */
    NO_ANSWERS,
    /** Callers wait until the test is over. */
    SILENT
  }

  private final Decisions decisions = new Decisions();
  private final CountDownLatch over = new CountDownLatch(1);
  private final InstantSource clock;
  private volatile Link link = Link.WHOLE;

  CuttableLog(InstantSource clock) {
    this.clock = clock;
  }

  void link(Link now) {
    link = now;
  }

  @Override
  public Answer decide(Command command) {
    pass();
    Answer answer = decided(command);
    if (link == Link.NO_ANSWERS) {
      throw new LedgerException.OutcomeUnknown("no answer in time", new IllegalStateException());
    }
    return answer;
  }

  private synchronized Answer decided(Command command) {
    return decisions.decide(command, clock.instant());
  }

  @Override
  public Answer read(Query query) {
    pass();
    return look(query);
  }

  @Override
  public synchronized Answer look(Query query) {
    return decisions.answer(query, clock.instant());
  }

  private void pass() {
    if (link == Link.SILENT) {
      try {
        over.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    if (link == Link.CUT || link == Link.SILENT) {
      throw new LedgerException.Unreachable("no majority: eu-west unreachable");
    }
  }

  @Override
  public Standing standing() {
    return new Standing("us-east", Standing.Role.FOLLOWER, 3, "eu-west", 9, List.of());
  }

  @Override
  public void close() {
    over.countDown();
  }
}
