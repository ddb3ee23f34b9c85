// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.consensus;

import dev.ballast.ledger.Documents;
import dev.ballast.ledger.Epochs;
import dev.ballast.ledger.Interlocks;
import dev.ballast.ledger.LedgerException;
import dev.ballast.ledger.Locks;

/** The parts of a ledger that a majority decides. */
public final class Consensus implements AutoCloseable {

  private final CpLog log;
  private final Documents documents;
  private final Locks locks;
  private final Interlocks interlocks;
  private final Epochs epochs;

  /** The log is closed with it. */
  public Consensus(CpLog log) {
    this.log = log;
    documents = new DecidedDocuments(log);
    locks = new DecidedLocks(log);
    interlocks = new DecidedInterlocks(log);
    epochs = new DecidedEpochs(log);
  }

  public CpLog log() {
    return log;
  }

  public Documents documents() {
    return documents;
  }

  public Locks locks() {
    return locks;
  }

  public Interlocks interlocks() {
    return interlocks;
  }

  public Epochs epochs() {
    return epochs;
  }

  @Override
  public void close() {
    log.close();
  }

  static LedgerException unfit(Object question, Answer answer) {
    return new LedgerException(
        answer instanceof Answer.Refused(String why)
            ? "ledger: " + why
            : "ledger: " + answer + " to " + question + " (expected: an answer that fits)");
  }
}
