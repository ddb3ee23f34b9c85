// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.consensus;

/** Bytes from a peer or a disk that this version cannot read. */
public final class WireException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  WireException(String message) {
    super(message);
  }

  WireException(String message, Throwable cause) {
    super(message, cause);
  }
}
