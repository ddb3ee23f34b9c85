// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

/** Bytes that are no state of this version. */
public final class MalformedStateException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  MalformedStateException(String message) {
    super(message);
  }

  MalformedStateException(String message, Throwable cause) {
    super(message, cause);
  }
}
