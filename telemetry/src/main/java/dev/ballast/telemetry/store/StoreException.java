// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

/** The store cannot be opened, or its disk failed; the message says what to do. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
