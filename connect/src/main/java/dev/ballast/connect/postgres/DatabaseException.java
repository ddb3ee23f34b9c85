// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres;

/** A database could not be reached or refused; the message names it, and no secret. */
public final class DatabaseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean reached;

  public DatabaseException(String message, boolean reached, Throwable cause) {
    super(message, cause);
    this.reached = reached;
  }

  /** Whether the database was there and said no. */
  public boolean reached() {
    return reached;
  }
}
