// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger;

/** The ledger could not be opened, read or written; the message says what to do. */
public final class LedgerException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public LedgerException(String message) {
    super(message);
  }

  public LedgerException(String message, Throwable cause) {
    super(message, cause);
  }
}
