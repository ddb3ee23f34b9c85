// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger;

/** The four parts of one ledger. Whoever opens an implementation closes it. */
public interface Ledger extends AutoCloseable {

  EventLog events();

  Documents documents();

  Locks locks();

  Interlocks interlocks();

  @Override
  void close();
}
