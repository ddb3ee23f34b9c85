// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.ingest;

/** The store refuses new data because its disk is full or nearly so; nothing was taken. */
public final class StoreFullException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public StoreFullException(String message) {
    super(message);
  }
}
