// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger;

/** The ledger could not be opened, read or written; the message says what to do. */
public sealed class LedgerException extends RuntimeException
    permits LedgerException.Unreachable, LedgerException.OutcomeUnknown {

  private static final long serialVersionUID = 1;

  public LedgerException(String message) {
    super(message);
  }

  public LedgerException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Who has to agree cannot be reached. Nothing was changed, and nothing will be. */
  public static final class Unreachable extends LedgerException {

    private static final long serialVersionUID = 1;

    public Unreachable(String message) {
      super(message);
    }
  }

  /**
   * No answer came in time: it was done, will be, or never. Neither repeat it as if it had failed
   * nor go on as if it were done; read first.
   */
  public static final class OutcomeUnknown extends LedgerException {

    private static final long serialVersionUID = 1;

    public OutcomeUnknown(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
