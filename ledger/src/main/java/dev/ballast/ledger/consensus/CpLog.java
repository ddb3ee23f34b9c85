// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.consensus;

/**
 * Commands in one order, agreed on by a majority of voters. Nothing waits longer than the log's
 * patience.
 */
public interface CpLog extends AutoCloseable {

  /**
   * Has a command decided; durable with a majority when it returns.
   *
   * @throws dev.ballast.ledger.LedgerException.Unreachable when no majority answers: nothing was
   *     changed
   * @throws dev.ballast.ledger.LedgerException.OutcomeUnknown when it may have been decided
   */
  Answer decide(Command command);

  /**
   * The answer after all that was decided before the call (linearizable).
   *
   * @throws dev.ballast.ledger.LedgerException.Unreachable when no majority answers
   */
  Answer read(Query query);

  /** The answer by this voter's own copy, which may be behind. Asks nobody and never waits. */
  Answer look(Query query);

  Standing standing();

  @Override
  void close();
}
