// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.consensus;

import dev.ballast.ledger.Interlocks;
import java.time.Duration;
import java.util.List;

/** Interlocks that a majority agrees on. */
final class DecidedInterlocks implements Interlocks {

  private final CpLog log;

  DecidedInterlocks(CpLog log) {
    this.log = log;
  }

  @Override
  public Interlock raise(Kind kind, String subject, String owner, String reason, Duration lease) {
    Command command = new Command.Raise(kind, subject, owner, reason, lease);
    Answer answer = log.decide(command);
    if (answer instanceof Answer.OneInterlock(Interlock raised)) {
      return raised;
    }
    throw Consensus.unfit(command, answer);
  }

  @Override
  public boolean renew(String id, Duration lease) {
    return log.decide(new Command.RenewInterlock(id, lease)) instanceof Answer.Yes;
  }

  @Override
  public void clear(String id) {
    log.decide(new Command.Clear(id));
  }

  @Override
  public List<Interlock> active() {
    return list(log.read(new Query.Active()));
  }

  static List<Interlock> list(Answer answer) {
    if (answer instanceof Answer.ManyInterlocks(List<Interlock> interlocks)) {
      return interlocks;
    }
    throw Consensus.unfit("interlocks", answer);
  }
}
