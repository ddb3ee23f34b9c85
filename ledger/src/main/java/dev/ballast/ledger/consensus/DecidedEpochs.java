// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.consensus;

import dev.ballast.ledger.Epochs;
import java.util.Optional;

/** Epochs that a majority agrees on. */
final class DecidedEpochs implements Epochs {

  private final CpLog log;

  DecidedEpochs(CpLog log) {
    this.log = log;
  }

  @Override
  public Optional<Epoch> current(String resource) {
    Query query = new Query.CurrentEpoch(resource);
    return one(query, log.read(query));
  }

  @Override
  public Optional<Epoch> advance(String resource, String region, long expected) {
    Command command = new Command.Advance(resource, region, expected);
    return one(command, log.decide(command));
  }

  private static Optional<Epoch> one(Object question, Answer answer) {
    if (answer instanceof Answer.OneEpoch(Epoch epoch)) {
      return Optional.of(epoch);
    }
    if (answer instanceof Answer.No) {
      return Optional.empty();
    }
    throw Consensus.unfit(question, answer);
  }
}
