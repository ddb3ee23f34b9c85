// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.consensus;

import dev.ballast.ledger.Locks;
import java.time.Duration;
import java.util.Optional;

/** Locks that a majority agrees on. */
final class DecidedLocks implements Locks {

  private final CpLog log;

  DecidedLocks(CpLog log) {
    this.log = log;
  }

  @Override
  public Optional<Held> acquire(String name, String owner, Duration lease) {
    Command command = new Command.Acquire(name, owner, lease);
    return one(command, log.decide(command));
  }

  @Override
  public boolean renew(Held held, Duration lease) {
    return log.decide(new Command.Renew(held.name(), held.token(), lease)) instanceof Answer.Yes;
  }

  @Override
  public void release(Held held) {
    log.decide(new Command.Release(held.name(), held.token()));
  }

  @Override
  public Optional<Held> holder(String name) {
    Query query = new Query.Holder(name);
    return one(query, log.read(query));
  }

  private static Optional<Held> one(Object question, Answer answer) {
    if (answer instanceof Answer.OneLock(Held held)) {
      return Optional.of(held);
    }
    if (answer instanceof Answer.No) {
      return Optional.empty();
    }
    throw Consensus.unfit(question, answer);
  }
}
