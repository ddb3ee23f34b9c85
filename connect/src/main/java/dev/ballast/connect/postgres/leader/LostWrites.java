// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.leader;

import java.util.List;

/**
 * What an old leader acknowledged and the new one never had.
 *
 * @param fork from where on
 * @param transactions that were committed after it
 * @param rows as those transactions left them; empty when the old leader is not up to be asked
 * @param rowsKnown whether it was
 */
public record LostWrites(
    String fork, List<Transaction> transactions, List<Row> rows, boolean rowsKnown) {

  /** Rows that are listed at most. */
  static final int MOST_ROWS = 1_000;

  public LostWrites {
    transactions = List.copyOf(transactions);
    rows = List.copyOf(rows);
  }

  /** One commit, with the time that it was acknowledged at. */
  public record Transaction(long id, String at) {}

  /** A row that a lost transaction wrote; what it deleted is not to be seen any more. */
  public record Row(String table, long transaction, String row) {}
}
