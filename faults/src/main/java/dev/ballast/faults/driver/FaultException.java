// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.driver;

/** A fault that could not be applied, renewed or healed; the message says what, where and how. */
public final class FaultException extends Exception {

  private static final long serialVersionUID = 1L;

  public FaultException(String message) {
    super(message);
  }

  public FaultException(String message, Throwable cause) {
    super(message, cause);
  }
}
